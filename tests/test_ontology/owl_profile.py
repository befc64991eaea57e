"""The OWL API and HermiT, for tests: is a graph in the OWL 2 DL profile, is it consistent, is any class empty?"""

import io
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import owlready2
import pytest
from rdflib import OWL, Graph

from ontology import CORE_MODULES, DOMAIN_MODULES, folder

CHECKER = Path(__file__).with_name("ProfileCheck.java")

needs_java = pytest.mark.skipif(
    shutil.which("javac") is None, reason="no Java development kit: the profile checker cannot be compiled"
)


def modules(*names):
    """Modules in one graph; without owl:imports, for which the OWL API would go to the network."""
    graph = Graph()
    for name in names or (*CORE_MODULES, *DOMAIN_MODULES):
        graph.parse(data=(folder() / name).read_text("utf-8"), format="turtle")
    graph.remove((None, OWL.imports, None))
    return graph


def violations(graph, place):
    """What the OWL API holds against the graph as OWL 2 DL; ``place`` is a folder to work in."""
    file = place / "ontology.rdf"
    graph.serialize(file, format="xml")
    jar = Path(find_spec("owlready2").origin).parent / "hermit" / "HermiT.jar"
    done = subprocess.run(
        ["java", "-cp", str(jar), str(CHECKER), str(file)], capture_output=True, text=True, check=False
    )
    head, *lines = done.stdout.splitlines() or [done.stderr]
    assert head.startswith("# axioms: "), head
    assert int(head.removeprefix("# axioms: ")) > 0, "the OWL API read nothing"
    return lines


def empty_classes(graph):
    """The classes that nobody can belong to; an inconsistent graph raises owlready2's error."""
    world = owlready2.World()
    read = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    world.get_ontology("https://example.org/merged#").load(fileobj=read)
    owlready2.sync_reasoner(world, debug=0)
    return {found.iri for found in world.inconsistent_classes()} - {str(OWL.Nothing)}
