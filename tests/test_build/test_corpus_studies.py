"""The curated studies hold what was read: every reading is there, and no figure says other than its reading."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from kg_build.load import EMBEDDED, load_corpus
from kg_build.model import (
    Group,
    InterventionComponent,
    PrintedValue,
    Publication,
    Reading,
    Result,
    Statement,
    Stratum,
    Study,
)

EVIDENCE = Path(__file__).parents[3] / "shared" / "evidence"
RECORDS = [record for _, records in load_corpus(EMBEDDED).units for record in records]
STUDIES = {record.id: record for record in RECORDS if isinstance(record, Study)}
every_study = pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)


def parts(study, kind):
    return [part for part in study.owned() if isinstance(part, kind)]


READINGS = {reading.id: reading for study in STUDIES.values() for reading in parts(study, Reading)}
STATEMENTS = {part.id: part for record in RECORDS for part in record.owned() if isinstance(part, Statement)}


def wording(statement):
    """What we hold a statement to say: its paraphrase, and the figures that it prints."""
    printed = [part.printed for part in statement.owned() if isinstance(part, PrintedValue)]
    return " ".join(filter(None, (statement.paraphrase.de, statement.paraphrase.en, *printed)))


def sources_of(record):
    """The texts that a figure may come from: its readings, or the statement that makes the claim."""
    read = [READINGS[name].value or "" for name in record.readings]
    return read + [wording(STATEMENTS[name]) for name in getattr(record, "stated_in", ())]


def numbers(text):
    """The numbers in a text; the comma of thousands goes, and a hyphen joins two ends and is no sign."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", str(text))
    return {Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", plain)}


def unread(record, fields, texts):
    """The figures of these fields that stand in none of the texts, as number or as word."""
    figures = set().union(
        *(numbers(value) for field in fields if (value := getattr(record, field)) is not None)
    )
    words = {"no": 0, "single": 1, "one": 1}
    spelt = {value for text in texts for word, value in words.items() if re.search(rf"\b{word}\b", text)}
    return sorted(figures - spelt - set().union(*map(numbers, texts)))


def leaves(node, path=()):
    """The facts as handed over: every leaf with a status, under its dotted name."""
    if isinstance(node, dict) and "status" in node:
        yield ".".join(path), node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))


def as_given(fact):
    value, pages = fact.get("value"), fact.get("url") or []
    left_out = fact["status"] == "unverified" and value is None
    return (
        None if value is None else str(value),
        "leftOut" if left_out else fact["status"],
        {pages} if isinstance(pages, str) else set(pages),
        fact.get("read_in"),
        fact.get("note"),
    )


def as_curated(reading):
    return (reading.value, reading.status, set(reading.sources), reading.read_in, reading.note)


@pytest.fixture(scope="module")
def facts():
    """The facts as they were handed over, by the name of their reading."""
    path = EVIDENCE / "studies.yaml"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    studies = yaml.safe_load(path.read_text("utf-8"))["studies"]
    return {f"reading:{study['id']}.{name}": fact for study in studies for name, fact in leaves(study)}


@pytest.mark.shared
def test_every_fact_is_in_the_corpus_with_equal_value_status_and_sources(facts):
    assert {name: as_given(fact) for name, fact in facts.items()} == {
        name: as_curated(reading) for name, reading in READINGS.items()
    }


@pytest.mark.shared
def test_246_values_are_verified_and_23_are_not(facts):
    # The head of the facts file says 24 unverified values; the file holds 23.
    verified = [fact for fact in facts.values() if fact["status"] == "verified"]
    assert (len(verified), len(facts) - len(verified)) == (246, 23)


def test_43_studies_and_documents_and_two_series_known_by_their_town_are_there():
    unidentified = {name for name, study in STUDIES.items() if study.identified == "notIdentified"}
    assert (len(STUDIES), unidentified) == (45, {"study:series_md_anderson", "study:series_zurich"})


@every_study
def test_a_study_is_named_in_both_languages(study):
    assert study.label
    assert study.label.de
    assert study.label.en


@every_study
def test_figures_of_results_occur_in_what_was_read(study):
    fields = ("printed", "p_printed", "value", "value_high", "ci_low", "ci_high", "ci_level", "n", "events")
    reported = [result for result in parts(study, Result) if result.value_status != "calculated"]
    wrong = {result.id: unread(result, fields, sources_of(result)) for result in reported}
    assert {name: missing for name, missing in wrong.items() if missing} == {}


@every_study
def test_numbers_of_patients_occur_in_what_was_read(study):
    reported = [group for group in parts(study, Group) if group.n_status != "calculated"]
    wrong = {group.id: unread(group, ("n", "n_printed"), sources_of(group)) for group in reported}
    assert {name: missing for name, missing in wrong.items() if missing} == {}


@every_study
def test_numbers_of_those_who_received_a_treatment_occur_in_what_was_read(study):
    for group in parts(study, Group):
        for component in group.received:
            assert isinstance(component, InterventionComponent)
            assert unread(component, ("n",), sources_of(component) or sources_of(group)) == [], component.id


@every_study
def test_every_group_says_who_counted_it_and_has_a_number_or_says_that_none_is_reported(study):
    for group in parts(study, Group):
        assert group.asserted_by, group.id
        assert (group.n is None) == (group.n_status == "notReported"), group.id
        assert sources_of(group), group.id


@every_study
def test_every_result_says_who_reports_it_and_where_it_was_read(study):
    for result in parts(study, Result):
        assert result.asserted_by, result.id
        assert sources_of(result), result.id


@every_study
def test_a_result_has_a_value_or_says_what_was_found_without_one(study):
    for result in parts(study, Result):
        if result.value_status in ("reported", "calculated"):
            assert result.value is not None, result.id
        elif result.value_status == "notReported":
            assert result.p_printed or result.significance or result.finding, result.id


@every_study
def test_the_value_of_a_result_is_the_number_that_is_printed(study):
    for result in parts(study, Result):
        if result.printed is not None:
            assert unread(result, ("value", "value_high"), [result.printed]) == [], result.id


@every_study
def test_a_stratum_says_by_what_it_differs_and_is_no_larger_than_its_group(study):
    for group in parts(study, Group):
        for stratum in group.strata:
            assert isinstance(stratum, Stratum)
            assert stratum.criteria, stratum.id
            assert group.n is None or stratum.n is None or stratum.n <= group.n, stratum.id


@every_study
def test_a_publication_that_asserts_something_is_one_of_the_same_study(study):
    known = {publication.id for publication in parts(study, Publication)}
    named = {part.asserted_by for part in (*parts(study, Group), *parts(study, Result))}
    assert {name for name in named if name and name.startswith("publication:")} <= known


@every_study
def test_a_count_that_is_not_used_says_why(study):
    for group in parts(study, Group):
        assert group.use == "used" or (group.use_reason and group.use_reason.de and group.use_reason.en), (
            group.id
        )


def test_studies_that_share_participants_say_so_of_each_other():
    shares = {name: set(study.shares_participants_with) for name, study in STUDIES.items()}
    assert [
        (one, other) for one, others in shares.items() for other in others if one not in shares[other]
    ] == []


def test_the_series_known_by_their_town_rest_on_the_guideline_alone():
    for name in ("study:series_md_anderson", "study:series_zurich"):
        assert {group.asserted_by for group in parts(STUDIES[name], Group)} == {"edition:s3_lung.cited"}
        assert STUDIES[name].readings == ()


def test_the_29_of_de_ruysscher_stand_as_local_stage_iii_by_the_publication_and_as_n2_or_n3_by_the_guideline():
    strata = {part.id.rpartition(".")[2]: part for part in parts(STUDIES["study:de_ruysscher_2012"], Stratum)}
    assert (strata["local_stage_iii"].n, strata["n2_or_n3"].n) == (29, 29)
    assert strata["local_stage_iii"].asserted_by == "publication:de_ruysscher_2012.congress"
    assert strata["n2_or_n3"].asserted_by == "edition:s3_lung.cited"
    assert (strata["single_metastasis"].n, strata["single_metastasis_congress"].use) == (35, "notUsed")


def test_the_intervals_of_gomez_2016_are_of_90_percent():
    results = parts(STUDIES["study:gomez_2016"], Result)
    assert {result.ci_level for result in results if result.ci_low is not None} == {90}
