"""What holds for the whole house: whose packages these are, how long a module is, that documents tell the truth."""

import ast
import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ontology", "queries", "kg_build", "app")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_of_this_name_is_ours_and_not_that_of_a_dependency(package):
    assert Path(importlib.import_module(package).__file__).is_relative_to(ROOT)


def test_no_module_of_the_doors_bears_a_package_name():
    assert not {path.stem for path in (ROOT / "app").glob("*.py")} & set(PACKAGES)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_no_longer_than_300_lines_and_its_functions_than_40(module):
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 300, "what is the second idea in here?"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{node.name} is too long"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_what_it_is(package):
    assert (ROOT / package / "README.md").is_file()
    assert (ROOT / package / "py.typed").is_file()
    assert (ROOT / package / "errors.py").is_file()


def test_the_version_is_one():
    ontology = importlib.import_module("ontology")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert PROJECT["version"] == ontology.VERSION == re.search(r"^## (\S+)", changelog, re.MULTILINE)[1]


def commands_in(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    return set(re.findall(r"\bleitgraph ([a-z]+)\b", text)), set(re.findall(r"\bmake ([a-z]+)\b", text))


@pytest.mark.parametrize("document", ["README.md", "docs/authoring.md"])
def test_every_command_in_a_document_exists(document):
    from app.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named, made = commands_in(document)
    assert named <= known
    assert made <= targets


def test_every_command_is_in_the_readme():
    from app.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    documents = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/authoring.md")
    )
    assert {name for name in known if f"leitgraph {name}" not in documents} == set()


def test_no_query_text_is_built_from_what_a_user_typed():
    for path in [*(ROOT / "queries").glob("*.py"), *(ROOT / "app").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                sparql = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
                assert "SELECT" not in sparql or _safe(node), f"{path.name}:{node.lineno}: {sparql[:60]}"


def _safe(node):
    """Only terms that the library serialised, or names out of the graph, stand inside a query text."""
    inside = {ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue)}
    return all(
        re.match(r"(values|iri|ox\.NamedNode|records\.values)\(|below$|above$|asked$", text)
        for text in inside
    )
