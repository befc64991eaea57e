"""Populations in people's own words: understood wholly, in both languages alike, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from queries import phrases
from queries.errors import NotUnderstood
from queries.populations.ranges import number_range
from tests.test_queries.vocabularies import invented, on, oncology

N3 = on("nodalCategory", "N3")
ONE = on("metastasisCount", low=1, high=1)


def read(text):
    return phrases.understand(oncology(), text)


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("N3", [N3]),
        ("n3", [N3]),
        ("N3 disease", [N3]),
        ("N3, 2-4 metastases, one organ",
         [N3, on("metastasisCount", low=2, high=4), on("organSystemCount", low=1, high=1)]),
        ("N2 or N3", [on("nodalCategory", "N2", "N3")]),
        ("N2/N3", [on("nodalCategory", "N2", "N3")]),
        ("N2-3", [on("nodalCategory", "N2", "N3")]),
        ("pN2", [on("pathologicalNodalCategory", "N2")]),
        ("pN1 or pN2", [on("pathologicalNodalCategory", "N1", "N2")]),
        ("clinical N3", [on("clinicalNodalCategory", "N3")]),
        ("not N0", [on("nodalCategory", none_of=["N0"])]),
        ("not N2 or N3", [on("nodalCategory", none_of=["N2", "N3"])]),
        ("single metastasis", [ONE]),
        ("N3 single metastasis", [N3, ONE]),
        ("patients with N3 and a single metastasis", [N3, ONE]),
        ("up to 5 metastases", [on("metastasisCount", high=5)]),
        ("between 2 and 4 metastases", [on("metastasisCount", low=2, high=4)]),
        ("no metastases", [on("metastasisCount", low=0, high=0)]),
        ("not more than 3 metastases", [on("metastasisCount", high=3)]),
        ("fewer than 5 metastases", [on("metastasisCount", high=4)]),
        ("brain metastases and bone metastases", [on("metastaticSite", "Brain"), on("metastaticSite", "Bone")]),
        ("brain or bone metastases", [on("metastaticSite", "Bone", "Brain")]),
        ("without brain metastases", [on("metastaticSite", none_of=["Brain"])]),
        ("node-positive NSCLC", [on("nodalCategory", "N1orHigher"), on("disease", "NSCLC")]),
        ("M1b", [on("metastasisCategory", "M1b_TNM8")]),
        ("M1b TNM7", [on("metastasisCategory", "M1b_TNM7")]),
        ("N2a", [on("nodalCategory", "N2a_TNM9")]),
        ("aged 65 or more", [on("ageYears", low=65)]),
        ("after systemic therapy", [on("treatmentBefore", "SystemicTherapy")]),
    ],
)  # fmt: skip
def test_a_text_is_read_as_a_population(text, criteria):
    assert set(read(text).criteria) == set(criteria)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("N2 oder N3", "N2 or N3"),
        ("nicht N0", "not N0"),
        ("eine einzelne Fernmetastase", "a single distant metastasis"),
        ("N3, 2 bis 4 Metastasen, ein Organ", "N3, 2 to 4 metastases, one organ"),
        ("bis zu fünf Metastasen", "up to five metastases"),
        ("höchstens 3 Metastasen in einem Organ", "at most 3 metastases in one organ"),
        ("mindestens zwei Metastasen", "at least two metastases"),
        ("Hirnmetastasen", "brain metastases"),
        ("keine Hirnmetastasen", "no brain metastases"),
        ("Patienten mit NSCLC und N3", "patients with NSCLC and N3"),
        ("nicht-kleinzelliges Lungenkarzinom, nodal-positiv", "non-small cell lung cancer, node-positive"),
        ("lokales Stadium III", "local stage III"),
        ("Stadium IVA", "stage IVA"),
        ("nach Systemtherapie", "after systemic therapy"),
        ("nicht 2-4 Metastasen", "not 2-4 metastases"),
        ("pathologisch N2", "pathological N2"),
    ],
)
def test_german_and_english_ask_the_same(german, english):
    assert read(german) == replace(read(english), echo=read(german).echo)
    assert read(german).echo == read(english).echo


def test_every_word_of_the_module_is_understood_in_one_way():
    """Each value by each of its words in each of its patterns: it is among what was understood, or the code's edition is."""
    axes = oncology()
    lost = []
    for axis in axes.axes.values():
        for value in axes.values_of(axis.iri):
            if value.iri == axis.range:
                continue
            for language, pattern in axis.patterns:
                for of, word in value.words:
                    if "{value}" in pattern and of == language:
                        lost += _lost(axes, axis, value, pattern.replace("{value}", word))
    assert not lost


def _lost(axes, axis, value, phrase):
    try:
        (part,) = phrases.understand(axes, phrase).criteria
    except (NotUnderstood, ValueError) as fault:
        return [(phrase, value.iri, str(fault).splitlines()[0])]
    same_axis = part.axis in (axis.iri, axis.variant_of)
    return [] if same_axis and value.iri in part.any_of else [(phrase, value.iri, part)]


def test_how_a_question_was_understood_is_said_in_both_languages():
    assert read("N3, nicht 2 oder mehr Metastasen").echo == {
        "de": "N-Kategorie: N3; Zahl der Fernmetastasen: höchstens 1",
        "en": "nodal category: N3; number of distant metastases: at most 1",
    }


def test_a_code_without_its_edition_is_read_in_the_default_edition_and_said():
    assert "8th edition" in read("M1b").echo["en"]
    assert "8. Auflage" in read("M1b").echo["de"]
    assert "edition" not in read("N3").echo["en"]


def test_a_denied_range_with_two_ends_asks_for_everybody_else():
    question = read("not 2-4 metastases")
    assert (question.criteria, question.negated) == ((on("metastasisCount", low=2, high=4),), True)
    assert question.echo["en"].startswith("all but: ")
    with pytest.raises(NotUnderstood, match="leaves two ranges"):
        read("N3, not 2-4 metastases")


@pytest.mark.parametrize(
    ("text", "word", "near"),
    [("N4", "n4", "N3"), ("N3, 2 metastass", "metastass", "metastases"), ("N3 and lymfnode", "lymfnode", ""), ("adenocarcinom", "adenocarcinom", "adenocarcinoma")],
)  # fmt: skip
def test_an_unknown_word_is_named_with_near_matches_and_never_passed_over(text, word, near):
    with pytest.raises(NotUnderstood) as fault:
        read(text)
    assert word in fault.value.message
    assert near in fault.value.next_step


@pytest.mark.parametrize("text", ["", "  ", ",", "with"])
def test_a_text_that_names_nobody_is_no_question(text):
    with pytest.raises(NotUnderstood, match="names no population"):
        read(text)


@pytest.mark.parametrize("text", ["N2, N3", "M0, 2 metastases", "one metastasis, two organs"])
def test_a_question_that_nobody_can_meet_is_refused(text):
    with pytest.raises(NotUnderstood, match="nobody can meet"):
        read(text)


def test_or_stands_between_values_of_one_axis_only():
    with pytest.raises(NotUnderstood):
        read("N3 or brain metastases")


def test_a_word_of_two_axes_asks_back():
    axes = invented("""
        x:s a lg:CategoryAxis, owl:ObjectProperty, owl:FunctionalProperty ; rdfs:range x:S ; lg:phrasePattern "{value}"@en .
        x:t a lg:CategoryAxis, owl:ObjectProperty, owl:FunctionalProperty ; rdfs:range x:T ; lg:phrasePattern "{value}"@en .
        x:a rdfs:subClassOf x:S ; rdfs:label "grey"@en . x:b rdfs:subClassOf x:T ; rdfs:label "grey"@en .""")
    with pytest.raises(NotUnderstood, match="may mean") as fault:
        phrases.understand(axes, "grey")
    assert [set(words) for words in fault.value.parts["meanings"]] == [{"de", "en"}] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2-4", (2, 4)), ("2 to 4", (2, 4)), ("2 bis 4", (2, 4)), ("zwischen 2 und 4", (2, 4)), ("one to three", (1, 3)),
        ("3", (3, 3)), ("genau 3", (3, 3)), ("a single", (1, 1)), ("eine einzige", (1, 1)), ("keine", (0, 0)),
        ("up to 5", (None, 5)), ("<= 5", (None, 5)), ("<5", (None, 4)), ("5 oder weniger", (None, 5)),
        (">=2", (2, None)), (">2", (3, None)), ("2 or more", (2, None)), ("2+", (2, None)), ("mehrere", (2, None)),
        ("4-2", None), ("some", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, expected):
    assert number_range(text) == expected


def test_a_text_is_read_in_parts_as_they_were_typed():
    found = phrases.reading(oncology(), "with N3, 2–4 Metastasen and not M0")
    assert [(part.words, part.criterion.axis) for part in found.parts] == [
        ("N3", N3.axis),
        ("2–4 Metastasen", on("metastasisCount").axis),
        ("not M0", on("metastasisCategory").axis),
    ]
    assert found.parts[1].echo == {
        "de": "Zahl der Fernmetastasen: 2 bis 4",
        "en": "number of distant metastases: 2 to 4",
    }
    assert (found.unknown, found.near) == ("", ())


def test_the_parts_of_a_text_ask_for_the_same_as_the_text():
    text = "N2 or N3, single metastasis, stage IVA"
    parts = phrases.reading(oncology(), text).parts
    assert read(", ".join(part.words for part in parts)).criteria == read(text).criteria
    assert tuple(part.criterion for part in parts) == read(text).criteria


def test_a_text_is_read_as_far_as_it_is_understood():
    found = phrases.reading(oncology(), "N3, hirnmetastse")
    assert [part.words for part in found.parts] == ["N3"]
    assert found.unknown == "hirnmetastse"
    assert found.near


def test_a_denied_range_is_said_back_as_everybody_else():
    (part,) = phrases.reading(oncology(), "not 2-4 metastases").parts
    assert part.echo["en"].startswith("all but: ")
