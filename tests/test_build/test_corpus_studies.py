"""The curated studies hold what was read: every reading is there, and no figure says other than its reading."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "kg_build" / "corpus" / "s3_lung_oligometastatic"
FILES = sorted((CORPUS / "studies").glob("*.yaml"))
EVIDENCE = ROOT.parent / "shared" / "evidence"
OWNED = ("publications", "registrations", "groups", "strata", "results", "received", "criteria")
every_study = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def study_of(path):
    return yaml.safe_load(path.read_text("utf-8"))["study"]


def parts(node, kind, above=None):
    """All records of one kind inside a record, each with the one that holds it."""
    for field in OWNED:
        for child in node.get(field, ()):
            if field == kind:
                yield child, node
            yield from parts(child, kind, node)


def groups(study):
    return [group for kind in ("groups", "strata") for group, _ in parts(study, kind)]


def all_readings():
    found = {}
    for path in FILES:
        study = study_of(path)
        for reading in study.get("readings", ()):
            found[f"reading:{study['id']}.{reading['aspect']}"] = reading
    return found


READINGS = all_readings()


def claims():
    """What each statement of the passages says, in our own words, by the statement's name."""
    names = {}
    for path in sorted((CORPUS / "statements").glob("*.yaml")):
        passage = yaml.safe_load(path.read_text("utf-8"))["passage"]
        for statement in passage["statements"]:
            words = {key: value for key, value in statement.items() if key not in ("id", "anchors")}
            names[f"statement:{passage['id']}.{statement['id']}"] = yaml.safe_dump(words, allow_unicode=True)
    return names


CLAIMS = claims()


def sources_of(record):
    """The texts that a figure may come from: its readings, or the statement that makes the claim."""
    read = [READINGS[name].get("value") or "" for name in record.get("readings", ())]
    return read + [CLAIMS[name] for name in record.get("stated_in", ())]


def numbers(text):
    """The numbers in a text, thousands without their comma, as numbers.

    A hyphen between digits joins two ends of a range, so it is no sign.
    """
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", str(text))
    return {float(found) for found in re.findall(r"\d+(?:\.\d+)?", plain)}


def figures_of(result):
    """The numbers that a result claims to have read."""
    fields = ("printed", "p_printed", "value", "value_high", "ci_low", "ci_high", "ci_level", "n", "events")
    return {number for field in fields if field in result for number in numbers(result[field])}


def counts_of(group):
    return {number for field in ("n", "n_printed") if field in group for number in numbers(group[field])}


def unread(figures, texts):
    words = {"no": 0.0, "single": 1.0, "one": 1.0}
    seen = set().union(*map(numbers, texts)) if texts else set()
    spelt = {value for text in texts for word, value in words.items() if re.search(rf"\b{word}\b", text)}
    return figures - seen - spelt


def facts_of(node, path=()):
    """The facts of the file of evidence: every leaf with a status, under its dotted name."""
    if not isinstance(node, dict):
        return
    if "status" in node:
        yield ".".join(path), node
        return
    for key, value in node.items():
        yield from facts_of(value, (*path, key))


def urls(fact):
    found = fact.get("url") or []
    return sorted({found} if isinstance(found, str) else set(found))  # one page is listed twice


def as_curated(reading):
    return (reading.get("value"), reading["status"], sorted(set(reading.get("sources", ()))))


def as_given(fact):
    status = "leftOut" if fact["status"] == "unverified" and fact.get("value") is None else fact["status"]
    value = None if fact.get("value") is None else str(fact["value"])
    return (value, status, urls(fact))


@pytest.fixture(scope="module")
def given():
    """The facts as they were handed over, by the name of their reading."""
    path = EVIDENCE / "studies.yaml"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    studies = yaml.safe_load(path.read_text("utf-8"))["studies"]
    return {f"reading:{study['id']}.{name}": fact for study in studies for name, fact in facts_of(study)}


@pytest.mark.shared
def test_every_fact_is_in_the_corpus_with_equal_value_status_and_sources(given):
    assert {name: as_given(fact) for name, fact in given.items()} == {
        name: as_curated(reading) for name, reading in READINGS.items()
    }


@pytest.mark.shared
def test_notes_and_places_of_reading_are_taken_over_too(given):
    for name, fact in given.items():
        assert (READINGS[name].get("note"), READINGS[name].get("read_in")) == (
            fact.get("note"),
            fact.get("read_in"),
        ), name


@pytest.mark.shared
def test_246_values_are_verified_and_23_are_not(given):
    # The head of the facts file says 24 unverified values; the file holds 23.
    verified = [fact for fact in given.values() if fact["status"] == "verified"]
    assert (len(verified), len(given) - len(verified)) == (246, 23)


@every_study
def test_a_study_is_named_in_both_languages_after_its_file(path):
    study = study_of(path)
    assert study["id"] == path.stem
    assert {"de", "en"} <= set(study["label"])


@every_study
def test_every_reading_that_is_named_exists(path):
    study = study_of(path)
    named = list(study.get("design_readings", ()))
    for kind in OWNED:
        named += [name for record, _ in parts(study, kind) for name in record.get("readings", ())]
    assert [name for name in named if name not in READINGS] == []


@every_study
def test_figures_of_results_occur_in_what_was_read(path):
    wrong = {
        result["id"]: sorted(missing)
        for result, _ in parts(study_of(path), "results")
        if result.get("value_status") != "calculated"
        and (missing := unread(figures_of(result), sources_of(result)))
    }
    assert wrong == {}


@every_study
def test_numbers_of_patients_occur_in_what_was_read(path):
    wrong = {
        group["id"]: sorted(missing)
        for group in groups(study_of(path))
        if group.get("n_status") != "calculated" and (missing := unread(counts_of(group), sources_of(group)))
    }
    assert wrong == {}


@every_study
def test_numbers_of_those_who_received_a_treatment_occur_in_what_was_read(path):
    wrong = [
        component["intervention"]
        for component, group in parts(study_of(path), "received")
        if "n" in component and unread({float(component["n"])}, sources_of(component) or sources_of(group))
    ]
    assert wrong == []


@every_study
def test_every_group_says_who_counted_it_and_has_a_number_or_says_that_none_is_reported(path):
    for group in groups(study_of(path)):
        assert "asserted_by" in group, group["id"]
        assert "n" in group or group.get("n_status") == "notReported", group["id"]
        assert group.get("readings") or group.get("stated_in"), group["id"]


@every_study
def test_every_result_says_who_reports_it_and_where_it_was_read(path):
    for result, _ in parts(study_of(path), "results"):
        assert "asserted_by" in result, result["id"]
        assert result.get("readings") or result.get("stated_in"), result["id"]


@every_study
def test_a_result_without_a_value_says_so_and_says_what_was_found(path):
    for result, _ in parts(study_of(path), "results"):
        if result.get("value_status", "reported") in ("reported", "calculated"):
            assert "value" in result, result["id"]
        elif result["value_status"] == "notReported":
            assert {"p_printed", "significance", "finding"} & set(result), result["id"]


@every_study
def test_the_number_of_a_result_is_the_number_that_is_printed(path):
    for result, _ in parts(study_of(path), "results"):
        if "value" in result and "printed" in result:
            assert not unread({float(result["value"])}, [result["printed"]]), result["id"]


@every_study
def test_a_stratum_says_by_what_it_differs_and_is_no_larger_than_its_group(path):
    for stratum, group in parts(study_of(path), "strata"):
        assert stratum.get("criteria"), stratum["id"]
        assert stratum.get("n", 0) <= group.get("n", float("inf")), stratum["id"]


@every_study
def test_publications_that_are_named_as_asserters_exist(path):
    study = study_of(path)
    known = {
        f"publication:{study['id']}.{publication['id']}" for publication in study.get("publications", ())
    }
    named = {
        record["asserted_by"]
        for kind in ("groups", "strata", "results")
        for record, _ in parts(study, kind)
        if record.get("asserted_by", "").startswith("publication:")
    }
    assert named <= known


@every_study
def test_where_two_counts_of_the_same_differ_one_is_used_with_a_reason(path):
    for group in groups(study_of(path)):
        if group.get("use") == "notUsed":
            assert {"de", "en"} <= set(group["use_reason"]), group["id"]


def test_studies_that_share_participants_say_so_of_each_other():
    shares = {f"study:{path.stem}": set(study_of(path).get("shares_participants_with", ())) for path in FILES}
    one_sided = [(a, b) for a, others in shares.items() for b in others if b in shares and a not in shares[b]]
    assert one_sided == []


def test_the_series_known_by_their_town_stay_unidentified_and_rest_on_the_guideline():
    for name in ("series_md_anderson", "series_zurich"):
        study = study_of(CORPUS / "studies" / f"{name}.yaml")
        assert study["identified"] == "notIdentified"
        assert "readings" not in study
        assert {group["asserted_by"] for group in groups(study)} == {"edition:s3_lung.cited"}


def test_the_29_of_de_ruysscher_stand_as_local_stage_iii_by_the_publication_and_as_n2_or_n3_by_the_guideline():
    study = study_of(CORPUS / "studies" / "de_ruysscher_2012.yaml")
    strata = {stratum["id"]: stratum for stratum, _ in parts(study, "strata")}
    assert (strata["local_stage_iii"]["n"], strata["n2_or_n3"]["n"]) == (29, 29)
    assert strata["local_stage_iii"]["asserted_by"].startswith("publication:")
    assert strata["n2_or_n3"]["asserted_by"].startswith("edition:")
    assert (strata["single_metastasis"]["n"], strata["single_metastasis_congress"]["use"]) == (35, "notUsed")


def test_the_interval_of_gomez_2016_is_one_of_90_percent():
    study = study_of(CORPUS / "studies" / "gomez_2016.yaml")
    assert {result["ci_level"] for result, _ in parts(study, "results") if "ci_low" in result} == {90}
