"""All words of the screen exist in both languages, and every word that a page asks for exists."""

import ast
import re
from pathlib import Path

import pytest

from app.language import plain, words
from app.navigation import PAGES
from ontology.namespaces import KINDS
from queries import library

APP = Path(__file__).parents[3] / "app"
ALL = [(group, name, said) for group, names in words().items() for name, said in names.items()]


@pytest.mark.parametrize(
    ("group", "name", "said"), ALL, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_word_is_there_in_both_languages_with_the_same_gaps(group, name, said):
    assert set(said) == {"de", "en"}
    assert all(text.strip() for text in said.values())
    assert set(re.findall(r"\{(\w+)\}", said["de"])) == set(re.findall(r"\{(\w+)\}", said["en"]))


def test_every_word_that_a_page_asks_for_exists():
    known = {f"{group}.{name}" for group, name, _ in ALL}
    asked = {
        found
        for path in [*(APP / "views").rglob("*.py"), *(APP / "widgets").glob("*.py"), APP / "main.py"]
        for found in re.findall(r"""\bsay\(\s*["']([\w.-]+)["']""", path.read_text("utf-8"))
    }
    assert {name for name in asked if not name.endswith(".")} - known == set()


def test_every_page_has_a_title():
    assert set(PAGES) <= set(words()["shared"])


def test_every_column_of_a_question_has_a_title():
    columns = {
        name.removesuffix("Label") if name.removesuffix("Label") in words()["column"] else name
        for question in library.catalogue()
        for select in re.findall(r"\bSELECT\s+(?:DISTINCT\s+)?(.*?)\s*WHERE", question.sparql, re.DOTALL)[:1]
        for name in re.findall(
            r"\?(\w+)", re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*AS\s+(\?\w+)\)", r"\1", select)
        )
    }
    assert columns - set(words()["column"]) == set()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[a](javascript:alert(1))", ":red[x] :smile: $x$", "# a\n- b"]
)
def test_words_of_the_graph_show_as_they_are(text):
    shown = plain(text)
    assert not re.search(r"(?<!\\)[<>\[\]():#$]", shown)


def test_every_kind_that_a_search_finds_has_a_name(home):
    from queries import search

    assert {*search.kinds(home / "current"), *KINDS} <= set(words()["kind"])


def reasons():
    """The names of all reasons that errors carry, with what each has for a sentence."""
    for path in [*(APP.parent / "ontology").rglob("*.py"), *(APP.parent / "queries").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="because"), args=[ast.Constant(name)], keywords=parts):
                    yield name, {part.arg for part in parts}
                case ast.ClassDef(body=body):
                    for line in body:
                        match line:
                            case ast.Assign(targets=[ast.Name("reason")], value=ast.Constant(str(name))) if (
                                name
                            ):
                                yield name, set()


def test_every_reason_of_an_error_has_words_and_what_goes_into_them():
    carried = dict(reasons())
    assert set(carried) == set(words()["fault"]) == set(words()["fault_next"])
    for name, parts in carried.items():
        for group in ("fault", "fault_next"):
            assert set(re.findall(r"\{(\w+)\}", words()[group][name]["de"])) <= parts, name
