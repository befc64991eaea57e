"""References, read back by other people's libraries: nothing lost, nothing taken for markup, page ranges and names right."""

import json
import string

import bibtexparser
import pytest
import rispy
from bibtexparser import middlewares
from hypothesis import given
from hypothesis import strategies as st

from app.reports.references import bibtex, csl, reference, ris
from app.reports.references.names import Authors, Name, authors
from app.reports.references.reference import Reference, citation_key


@pytest.fixture(scope="module")
def found(real):
    return reference.load(real)


def one(**fields):
    return Reference(**{"key": "k", "iri": "urn:x", "form": "journalArticle", "title": "t", **fields})


def read_bibtex(content):
    library = bibtexparser.parse_string(
        content.decode(), append_middleware=[middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    )
    assert not library.failed_blocks
    return library.entries


def test_each_publication_is_in_each_form(found, held):
    assert len(found) == len(held.publications) == len({one.key for one in found})
    assert len(rispy.loads(ris.render(found).decode())) == len(found)
    assert len(read_bibtex(bibtex.render(found))) == len(found)
    assert len(json.loads(csl.render(found))) == len(found)


def test_a_paper_comes_back_from_each_form_as_the_source_has_it(found):
    key = "ashworth_2013_review-journal"
    by_ris = {entry["id"]: entry for entry in rispy.loads(ris.render(found).decode())}[key]
    assert by_ris["type_of_reference"] == "JOUR"
    assert by_ris["authors"] == ["Ashworth, A", "Rodrigues, G", "Boldt, G", "Palma, D"]
    assert (by_ris["start_page"], by_ris["end_page"], by_ris["doi"]) == (
        "197",
        "203",
        "10.1016/j.lungcan.2013.07.026",
    )
    by_bibtex = {entry.key: entry for entry in read_bibtex(bibtex.render(found))}[key].fields_dict
    assert by_bibtex["pages"].value == "197--203"
    assert [name.last for name in by_bibtex["author"].value] == [
        ["Ashworth"],
        ["Rodrigues"],
        ["Boldt"],
        ["Palma"],
    ]
    by_csl = {entry["id"]: entry for entry in json.loads(csl.render(found))}[key]
    assert by_csl["type"] == "article-journal"
    assert by_csl["issued"] == {"date-parts": [[2013]]}
    assert by_csl["page"] == "197-203"


def test_what_nobody_recorded_is_not_invented(found):
    untitled = {one.key: one for one in found}["gomez_2016-journal"]
    assert untitled.title.startswith("[")
    assert any("title not recorded" in note for note in untitled.notes)
    assert not untitled.authors.names
    assert "author" not in json.loads(csl.render([untitled]))[0]


def test_a_notice_of_the_publisher_travels_along(found):
    concern = {one.key: one for one in found}["sindas_2023-journal"]
    assert "expressionOfConcern" in json.loads(csl.render([concern]))[0]["note"]


@pytest.mark.parametrize(
    ("printed", "names", "others"),
    [
        ("Griffioen GH, et al.", (Name("Griffioen", "GH"),), True),
        ("De Ruysscher D, Wanders R", (Name("De Ruysscher", "D"), Name("Wanders", "R")), False),
        (
            "Guckenberger, Opitz, ... Peters, Stahel",
            tuple(map(Name, ("Guckenberger", "Opitz", "Peters", "Stahel"))),
            True,
        ),
        ("Müller, Anna; O'Neill, J.-P.", (Name("Müller", "Anna"), Name("O'Neill", "J.-P.")), False),
        ("IASLC Staging Group", (Name("IASLC Staging Group", collective=True),), False),
        ("Li et al.", (Name("Li"),), True),
        ("", (), False),
    ],
)
def test_authors_are_read_as_sources_print_them(printed, names, others):
    assert authors(printed) == Authors(names, others)


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("1547-1555", "1547", "1555"),
        ("1547–55", "1547", "1555"),
        ("e173501", "e173501", ""),
        ("S12-S18", "S12", "S18"),
        ("", "", ""),
    ],
)
def test_page_ranges_are_taken_apart_and_written_out(pages, first, last):
    assert (one(pages=pages).first_page, one(pages=pages).last_page) == (first, last)


def test_others_are_said_where_the_form_has_a_way():
    with_others = one(authors=Authors((Name("Collen", "C"),), others=True))
    assert "author = {Collen, C and others}" in bibtex.render([with_others]).decode()
    assert "list of authors incomplete" in ris.render([with_others]).decode()


def test_keys_are_plain_and_unique():
    assert citation_key("müller 2020.journal") == "muller-2020-journal"
    assert [one.key for one in reference._unique([one(key="a"), one(key="a")])] == ["a", "a-2"]


TITLES = (
    st.text(alphabet=string.ascii_letters + string.digits + " äöüßéβ%&#_{}$~^\\@\"'<>-–,.", min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(TITLES)
def test_any_title_comes_back_from_each_form(title):
    assert rispy.loads(ris.render([one(title=title)]).decode())[0]["title"] == title
    assert json.loads(csl.render([one(title=title)]))[0]["title"] == title
    (entry,) = read_bibtex(bibtex.render([one(title=title)]))
    plain = entry.fields_dict["title"].value.removeprefix("{").removesuffix("}")
    for letter, escaped in sorted(bibtex._ESCAPED.items(), key=lambda pair: -len(pair[1])):
        plain = plain.replace(escaped, {"\\": "\0"}.get(letter, letter))
    assert plain.replace("\0", "\\") == title


@pytest.mark.parametrize("title", ["a\nTY  - JOUR", "a\r\nER  - \r\nTY  - X", "}\n@article{evil, title={x"])
def test_a_title_cannot_begin_a_record_of_its_own(title):
    assert len(rispy.loads(ris.render([one(title=title)]).decode())) == 1
    assert len(read_bibtex(bibtex.render([one(title=title)]))) == 1
