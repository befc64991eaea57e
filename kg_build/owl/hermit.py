"""HermiT, as owlready2 ships it: OWL documents in, the proved class hierarchy out.

Java runs as a process of its own, with bounded memory, on files in a folder that is removed afterwards.
Nothing is imported from the network: the documents hold no ``owl:imports`` but of the file beside them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kg_build.cores import cores
from kg_build.errors import BuildError
from kg_build.owl.closure import reached
from ontology.errors import InconsistentOntology
from ontology.namespaces import PREFIXES

MEMORY = "-Xmx1500M"
_SCRATCH = "leitgraph-owl-"
_AXIOM = re.compile(r"^(SubClassOf|EquivalentClasses)\( (<.+>) \)$", re.MULTILINE)
_NOTHING = PREFIXES["owl"] + "Nothing"


@dataclass(frozen=True)
class Hierarchy:
    """What was proved: above each class all others that contain it, and the classes nobody can belong to.

    >>> Hierarchy({"urn:a": frozenset({"urn:b"})}, frozenset()).within("urn:a", "urn:b")
    True
    """

    above: dict[str, frozenset[str]]
    empty: frozenset[str]

    def within(self, narrow: str, wide: str) -> bool:
        """Whether every member of one class is a member of the other."""
        return narrow == wide or wide in self.above.get(narrow, frozenset())


def java() -> str | None:
    """The Java of this machine, where there is one."""
    return shutil.which("java")


def classify(imported: Iterable[str], documents: Sequence[str]) -> Hierarchy:
    """Classify documents (OWL functional syntax) that all rest on the same triples; what is proved in any holds."""
    sweep()
    with tempfile.TemporaryDirectory(prefix=f"{_SCRATCH}{os.getpid()}-") as name:
        folder = Path(name)
        base = folder / "ontology.nt"
        base.write_text("".join(f"{triple} .\n" for triple in imported), encoding="utf-8")
        files = []
        for number, axioms in enumerate(documents or [""]):
            file = folder / f"{number:04d}.ofn"
            file.write_text(f"Ontology(\nImport(<{base.as_uri()}>)\n{axioms})\n", encoding="utf-8")
            files.append(file.as_uri())
        shares = [share for start in range(_processes()) if (share := files[start :: _processes()])]
        with ThreadPoolExecutor(len(shares)) as pool:
            return _closed("\n".join(pool.map(_run, shares)))


def sweep() -> None:
    """Remove the folders of runs that were killed: their names hold the number of a process that is gone."""
    if os.name != "posix":
        return  # elsewhere the question whether a process is there would end it
    for folder in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*-*"):
        number = folder.name.removeprefix(_SCRATCH).partition("-")[0]
        try:
            os.kill(int(number), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(folder, ignore_errors=True)
        except PermissionError:
            continue  # somebody else's run


def _processes() -> int:
    return min(4, cores())


def _run(files: list[str]) -> str:
    """One Java for several documents: most of the time of a short run is its start."""
    spec = find_spec("owlready2")
    if spec is None or spec.origin is None:
        raise BuildError("owlready2 is not installed", next_step="install it, or build with --no-owl")
    jar = Path(spec.origin).parent / "hermit" / "HermiT.jar"
    command = [
        java() or "java", MEMORY, "-Djava.net.useSystemProxies=false", "-cp", str(jar),
        "org.semanticweb.HermiT.cli.CommandLine", "--classify", *files,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "Inconsistent" in done.stderr + done.stdout:
        raise InconsistentOntology(
            "HermiT finds the ontology inconsistent: its axioms contradict each other",
            next_step="take back the latest axioms on individuals and classes one after the other",
        )
    if done.returncode or "Exception" in done.stderr:
        raise BuildError(
            f"HermiT stopped: {_first_lines(done.stderr or done.stdout)}",
            next_step="if memory was short close other programs; --no-owl builds without the reasoner",
        )
    return done.stdout


def _first_lines(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines()[:3])


def _closed(output: str) -> Hierarchy:
    """HermiT prints direct edges and equivalences; here every class gets all that lies above it."""
    direct: dict[str, set[str]] = defaultdict(set)
    for kind, names in _AXIOM.findall(output):
        classes = names[1:-1].split("> <")
        pairs = zip(classes, classes[1:] + classes[:1], strict=True) if kind[0] == "E" else [classes]
        for narrow, wide in pairs:
            direct[narrow].add(wide)
    above = {name: reached(name, direct) for name in list(direct)}
    empty = {name for name, wider in above.items() if _NOTHING in wider}
    return Hierarchy(above, frozenset(empty | {_NOTHING}))
