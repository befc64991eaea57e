"""YAML becomes model objects, and every mistake is told with file, line, field, what was found and what is allowed."""

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kg_build.authoring.curated import Mistake
from kg_build.errors import InvalidRecord
from kg_build.load import EMBEDDED, load_corpora, load_corpus, mistakes_of, validate
from kg_build.model import Arm, Cohort, Stratum, Text

HEAD = """\
schema: 1
name: zoo
title: {de: Zoo, en: zoo}
licence: https://creativecommons.org/publicdomain/zero/1.0/
curated_by: a keeper
as_of: 2026-01-31
prefixes: {zoo: https://example.org/zoo/}
"""
STUDY = """\
curated_on: 2026-01-31
study:
  id: wolves
  label: {de: Wölfe, en: wolves}
  publications:
    - id: paper
      form: journalArticle
      year: 2020
  groups:
    - id: all
      is: Cohort
      criteria:
        - axis: https://example.org/kind
          any_of: [https://example.org/Wolf]
      n: 39
      asserted_by: publication:wolves.paper
      results:
        - id: weight
          endpoint: https://example.org/Weight
          statistic: mean
          printed: 23.30
          value: 23.30
          ci_low: 20
          ci_high: '25.5'
      strata:
        - id: old
          n: 12
  readings:
    - aspect: weight.mean
      value: 23.30
      status: verified
"""


@pytest.fixture
def corpus(tmp_path):
    """Writes a corpus of these files into a folder, and gives the folder."""

    def write(head=HEAD, **files):
        (tmp_path / "corpus.yaml").write_text(head, encoding="utf-8")
        for name, content in files.items():
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        return tmp_path

    return write


def mistakes_alone(folder):
    """The mistakes of a corpus, without the one that ships beside it."""
    return mistakes_of((load_corpus(folder),))


def one_mistake(folder):
    (mistake,) = mistakes_alone(folder)
    return mistake


# What is read


def test_a_file_becomes_a_unit_with_its_provenance_and_its_records(corpus):
    loaded = load_corpus(corpus(study=STUDY))
    ((unit, (study,)),) = loaded.units
    assert (unit.id, unit.file_name, unit.curated_by) == ("graph:zoo.study", "study.yaml", "a keeper")
    assert unit.curated_on == dt.date(2026, 1, 31)
    assert study.id == "study:wolves"
    assert study.label == Text(de="Wölfe", en="wolves")
    assert loaded.mistakes == ()


def test_records_inside_a_record_are_named_after_it(corpus):
    ((_, (study,)),) = load_corpus(corpus(study=STUDY)).units
    (group,) = study.groups
    assert type(group) is Cohort
    assert group.id == "cohort:wolves.all"
    assert group.results[0].id == "result:wolves.all.weight"
    assert isinstance(group.strata[0], Stratum)
    assert group.strata[0].id == "stratum:wolves.all.old"
    assert study.readings[0].id == "reading:wolves.weight.mean"


def test_a_record_without_a_name_is_named_by_its_content_in_whatever_order_it_is_written(corpus):
    turned = STUDY.replace(
        "        - axis: https://example.org/kind\n          any_of: [https://example.org/Wolf]\n",
        "        - {any_of: ['https://example.org/Wolf'], axis: https://example.org/kind}\n",
    )
    names = set()
    for content in (STUDY, turned):
        ((_, (study,)),) = load_corpus(corpus(study=content)).units
        names.add(study.groups[0].criteria[0].id)
    (name,) = names
    assert name.startswith("criterion:wolves.all.")
    assert len(name.rpartition(".")[2]) == 8


def test_numbers_are_read_with_or_without_quotes_and_keep_their_value(corpus):
    ((_, (study,)),) = load_corpus(corpus(study=STUDY)).units
    (result,) = study.groups[0].results
    assert (result.value, result.ci_low, result.ci_high) == (Decimal("23.3"), Decimal(20), Decimal("25.5"))
    assert result.printed == "23.30"
    assert study.readings[0].value == "23.30"


def test_a_prefix_of_the_corpus_becomes_an_iri(corpus):
    content = STUDY.replace("https://example.org/Weight", "https://example.org/zoo/Weight")
    with_prefix = STUDY.replace("https://example.org/Weight", "zoo:Weight")
    ((_, plain),) = load_corpus(corpus(study=content)).units
    ((_, short),) = load_corpus(corpus(study=with_prefix)).units
    assert plain == short


def test_files_in_folders_are_named_with_dots(corpus):
    folder = corpus()
    (folder / "studies").mkdir()
    (folder / "studies" / "wolves.yaml").write_text(STUDY, encoding="utf-8")
    (folder / ".drafts").mkdir()
    (folder / ".drafts" / "bears.yaml").write_text("not even", encoding="utf-8")
    ((unit, _),) = load_corpus(folder).units
    assert unit.id == "graph:zoo.studies.wolves"


def test_a_list_of_records_and_a_class_below_the_declared_one_can_be_given(corpus):
    content = STUDY.replace("study:\n  id", "study:\n- id").replace("is: Cohort", "is: Arm")
    ((_, (study,)),) = load_corpus(corpus(study=content)).units
    assert isinstance(study.groups[0], Arm)


# What is refused


@pytest.mark.parametrize(
    "case",
    [
        ("year: 2020", "yeer: 2020", 8, "study.publications[0].yeer", "unknown field 'yeer'", "did you mean year"),
        ("year: 2020", "year: about 2020", 8, "study.publications[0].year", "'about 2020'", "a whole number"),
        ("year: 2020", "year: 2_020", 8, "study.publications[0].year", "'2_020'", "a whole number"),
        ("year: 2020", "year:", 8, "study.publications[0].year", "nothing", "write a value, or leave the key out"),
        ("form: journalArticle", "form:", 7, "study.publications[0].form", "nothing", "one of journalArticle, congress"),
        ("journalArticle", "journal", 7, "study.publications[0].form", "'journal'", "one of journalArticle, congressAbs"),
        ("is: Cohort", "is: Cohorte", 11, "study.groups[0].is", "'Cohorte'", "one of AnalysisSet, Arm, Cohort"),
        ("      is: Cohort\n", "", 10, "study.groups[0].is", "missing", "one of AnalysisSet, Arm, Cohort"),
        ("statistic: mean", "unit: kg", 18, "study.groups[0].results[0].statistic", "missing", "Result needs it"),
        ("value: 23.30\n          ci", "value: 23,30\n          ci", 22, "study.groups[0].results[0].value", "'23,30'", "with a point"),
        ("publication:wolves", "publicaton:wolves", 16, "study.groups[0].asserted_by", "unknown prefix", "publication"),
        ("publication:wolves.paper", "publication:wolves.papre", 16, "study.groups[0].asserted_by", "publication:wolves.papre is nowhere declared", "publication:wolves.paper"),
        ("https://example.org/Weight", "lg:Wieght", 19, "study.groups[0].results[0].endpoint", "lg:Wieght is nowhere", "did you mean lg:"),
        ("https://example.org/Weight", "zoo:Weight", 19, "study.groups[0].results[0].endpoint", "https://example.org/zoo/Weight is nowhere", "add it"),
        ("https://example.org/Weight", "https://example.org/a b", 19, "study.groups[0].results[0].endpoint", "a b", "an IRI is needed (Invalid IRI code point"),
        ("curated_on: 2026-01-31", "curated_on: 31.1.2026", 1, "curated_on", "'31.1.2026'", "2026-01-31"),
        ("curated_on: 2026-01-31", "curated_on: 2026-02-31", 1, "curated_on", "'2026-02-31'", "a date"),
        ("curated_on: 2026-01-31\n", "", 1, "curated_on", "missing", "date of curation"),
        ("study:\n", "studies:\n", 3, "studies", "unknown kind of record 'studies'", "did you mean study"),
        ("study:\n", "stratum:\n", 3, "stratum", "unknown kind of record 'stratum'", "it lies inside another record"),
        ("  id: wolves\n", "", 3, "study.id", "missing", "a record needs an id"),
        ("id: wolves", "id: study:wolves", 3, "study.id", "'study:wolves'", "letters, digits"),
        ("id: wolves", "id: [wolves]", 3, "study.id", "a list", "letters, digits"),
        ("{de: Wölfe, en: wolves}", "Wölfe", 4, "study.label", "'Wölfe'", "keys and values"),
        ("{de: Wölfe, en: wolves}", "{}", 4, "study.label", "nothing", "words under de, en"),
        ("en: wolves", "fr: loups", 4, "study.label.fr", "unknown language 'fr'", "de or en"),
        ("en: wolves", "en: [a]", 4, "study.label.en", "a list", "words"),
        ("en: wolves", 'en: "a\\0b"', 4, "study.label.en", "'a\\x00b'", "control characters"),
        ("any_of: [https://example.org/Wolf]", "any_of: https://example.org/Wolf", 14, "study.groups[0].criteria[0].any_of", "'https://example.org/Wolf'", "a list"),
        ("any_of: [https://example.org/Wolf]", "any_of: [[x]]", 14, "study.groups[0].criteria[0].any_of[0]", "a list", "a single ref"),
        ("study:\n", "contradiction: {id: x, members: [], differs: [inTime], status: open, explanation: {de: x}}\nstudy:\n", 2, "contradiction.members", "()", "at least one is needed"),
        ("is: Cohort", "is: [Cohort]", 11, "study.groups[0].is", "a list", "one of AnalysisSet"),
        ("    - id: paper\n      form: journalArticle\n      year: 2020\n", "    - {}\n", 6, "study.publications[0].form", "missing", "Publication needs it"),
        ("  publications:\n", "  phase: phase3\n  phase: phase2\n  publications:\n", 6, "study.phase", "stands twice", "write it once"),
        ("  publications:\n", "  [a, b]: x\n  publications:\n", 5, "study", "a list as a key", "plain word"),
        ("- id: old", "- id: old\n          n: 11\n        - id: old", 28, "id", "stratum:wolves.all.old stands twice", "it is also at"),
        ("n: 39", "n: !!python/object:os.system 39", 15, "", "tag", "without tags"),
        ("n: 39", "n: *nobody", 15, "", "not YAML: found undefined alias", "correct the line"),
        ("id: wolves", "\tid: wolves", 3, "", "not YAML", "correct the line"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_its_field_and_what_is_allowed(corpus, case):
    old, new, line, field, found, allowed = case
    assert old in STUDY
    fitting = [one for one in mistakes_alone(corpus(study=STUDY.replace(old, new, 1))) if one.field == field]
    assert [one.line for one in fitting] == [line]
    assert found in fitting[0].found
    assert allowed in fitting[0].allowed


def test_all_mistakes_of_all_files_are_told_at_once_and_in_order(corpus):
    bears = STUDY.replace("wolves", "bears").replace("2020", "MMXX").replace("mean\n", "average\n")
    folder = corpus(wolves=STUDY.replace("39", "many"), bears=bears)
    with pytest.raises(InvalidRecord) as fault:
        load_corpora([folder])
    lines = str(fault.value).splitlines()
    assert lines[0] == "3 mistakes in the corpus"
    assert [line.split(": ")[0] for line in lines[1:4]] == [
        f"{folder}/bears.yaml:8", f"{folder}/bears.yaml:20", f"{folder}/wolves.yaml:15",
    ]  # fmt: skip
    assert "leitgraph validate" in fault.value.next_step


def test_an_id_that_stands_in_two_files_is_told_with_both_places(corpus):
    folder = corpus(a=STUDY, b=STUDY)
    mistakes = [mistake for mistake in validate(folder) if "study:wolves stands" in mistake.found]
    assert [str(mistake) for mistake in mistakes] == [
        f"{folder}/b.yaml:3: id: study:wolves stands twice; it is also at {folder}/a.yaml:3; give it another id"
    ]


def test_a_further_corpus_may_refer_to_records_of_the_one_that_ships(corpus):
    line = "curated_on: 2026-01-31\nevidence_line: {id: x, bears_on: proposition:n2_n3_adverse, direction: supports, rests_on: [study:wolves]}\n"
    assert validate(corpus(study=STUDY, line=line)) == ()


def test_an_id_of_the_corpus_that_ships_cannot_be_taken_again(corpus):
    taken = STUDY.replace("wolves", "ashworth_2014")
    assert "study:ashworth_2014 stands twice" in {mistake.found for mistake in validate(corpus(study=taken))}


def test_a_file_that_contains_itself_or_explodes_is_refused(corpus):
    layers = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 9))
    bomb = one_mistake(corpus(bomb=f"l0: &l0 [x]\n{layers}\n"))
    assert "too many" in bomb.found
    assert "too many" in one_mistake(corpus(bomb="a: &a [*a]\n")).found
    assert "nested" in one_mistake(corpus(bomb="a: " + "[" * 500 + "]" * 500)).found


@pytest.mark.parametrize("content", ["", "# only a comment\n", "- a list\n", "a word"])
def test_a_file_without_keys_is_refused(corpus, content):
    assert "keys and values are needed" in one_mistake(corpus(odd=content)).allowed


def test_a_file_in_another_encoding_or_with_an_odd_name_is_refused(corpus):
    folder = corpus()
    (folder / "latin.yaml").write_bytes(b"# one\n# W\xf6lfe\n")
    (folder / "my study.yaml").write_text(STUDY, encoding="utf-8")
    (folder / "other.yml").write_text(STUDY, encoding="utf-8")
    assert [(Path(m.file).name, m.line, m.found) for m in validate(folder)] == [
        ("latin.yaml", 2, "not UTF-8"),
        ("my study.yaml", 1, "the file name 'my study.yaml'"),
        ("other.yml", 1, "the file name 'other.yml'"),
    ]


# corpus.yaml


def test_another_schema_version_is_refused_with_what_to_do(corpus):
    with pytest.raises(
        InvalidRecord, match=r"corpus\.yaml:1: schema: '2'; this program reads version 1"
    ) as fault:
        validate(corpus(HEAD.replace("schema: 1", "schema: 2")))
    assert "leitgraph migrate comes with the first change" in fault.value.next_step


def test_a_folder_without_corpus_yaml_is_no_corpus(tmp_path):
    with pytest.raises(InvalidRecord, match=r"no corpus\.yaml") as fault:
        validate(tmp_path)
    assert "leitgraph new" in fault.value.next_step


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: zoo", "name: my zoo", "corpus.yaml:2: name: 'my zoo'"),
        ("as_of: 2026-01-31", "as_of: spring", "corpus.yaml:6: as_of: spring"),
        ("curated_by: a keeper\n", "", "curated_by: missing"),
        ("curated_by: a keeper", "curated_by:", "1 mistake in the corpus"),
        ("curated_by: a keeper", "curated_by:", "corpus.yaml:5: curated_by: nothing; write a value"),
        ("de: Zoo", "de: ", "corpus.yaml:3: title: nothing; write a value"),
        ("curated_by", "curatedby", "unknown field 'curatedby'; did you mean curated_by?"),
        ("licence: https:", "licence: doi:10.", "corpus.yaml:4: licence: doi:10."),
        ("prefixes:", "domain: [nowhere]\nprefixes:", "corpus.yaml:7: domain: no module 'nowhere'"),
        ("prefixes: {zoo:", "prefixes: {study:", "the prefix 'study' is ours"),
        ("zoo: https://example.org/zoo/", "zoo: nowhere", "an absolute IRI is needed"),
    ],
)
def test_a_mistake_in_corpus_yaml_is_told_with_its_line(corpus, old, new, told):
    assert old in HEAD
    with pytest.raises(InvalidRecord) as fault:
        validate(corpus(HEAD.replace(old, new, 1)))
    assert told in str(fault.value)


def test_a_domain_module_of_the_corpus_declares_terms_and_is_read_for_mistakes(corpus):
    head = HEAD.replace("prefixes:", "domain: [domain.ttl]\nprefixes:")
    folder = corpus(head, study=STUDY.replace("https://example.org/Weight", "zoo:Weight"))
    module = folder / "domain.ttl"
    module.write_text("<https://example.org/zoo/Weight> a <http://www.w3.org/2002/07/owl#Class> .\n", "utf-8")
    assert validate(folder) == ()
    module.write_text("\n<https://example.org/zoo/Weight> a\n", encoding="utf-8")
    assert "not Turtle" in validate(folder)[0].found


# The corpus that ships


def test_the_corpus_that_ships_has_no_mistakes():
    assert validate(EMBEDDED) == ()


def test_validation_loads_no_heavy_library():
    validate(EMBEDDED)
    heavy = (
        "import sys, kg_build.load; print([n for n in ('rdflib', 'owlready2', 'numpy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_mistake_reads_as_one_line():
    assert str(Mistake("a.yaml", 3, "", "empty file", "write one")) == "a.yaml:3: empty file; write one"
