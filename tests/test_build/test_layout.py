"""The layout changes nothing but the layout: values and comments stay, and a file that is laid out stays as it is."""

import shutil

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build.authoring import layout
from kg_build.authoring.comments import found
from kg_build.errors import InvalidRecord
from kg_build.load import EMBEDDED, load_corpus

UNTIDY = """\
# Wolves of the north
# a second line
study:
    label: {en: wolves, de: Wölfe}
    groups:
    # the only one
    - n: '39'   # counted twice
      is: Cohort
      id: all
      criteria:
          - any_of:
            - onc:Wolf
            axis: onc:kind
          - axis: onc:age
            # at least a year
            minimum: 1
      results:
      - {printed: 2.10, endpoint: onc:Weight, statistic: mean, id: weight, value: 2.10}
    # which study it is
    id: wolves
    disease_definition:
        de: "Ein Satz, der so lang ist, dass er nicht auf eine Zeile von hundertzehn Zeichen passt, und deshalb umbricht."
curated_on: 2026-01-31
# the end
"""
TIDY = """\
# Wolves of the north
# a second line
curated_on: 2026-01-31
study:
  # which study it is
  id: wolves
  label: {de: Wölfe, en: wolves}
  disease_definition:
    de: Ein Satz, der so lang ist, dass er nicht auf eine Zeile von hundertzehn Zeichen passt, und deshalb umbricht.
  groups:
    # the only one
    - id: all
      is: Cohort
      criteria:
        - {axis: onc:kind, any_of: [onc:Wolf]}
        - axis: onc:age
          # at least a year
          minimum: 1
      n: 39  # counted twice
      results:
        - id: weight
          endpoint: onc:Weight
          statistic: mean
          printed: '2.10'
          value: 2.10
# the end
"""


@pytest.fixture
def lay_out(tmp_path):
    """Lays out a text, and checks that a second time changes nothing."""

    def run(text):
        path = tmp_path / "unit.yaml"
        path.write_text(text, encoding="utf-8")
        once = layout.laid_out(path)
        path.write_text(once, encoding="utf-8")
        assert layout.laid_out(path) == once
        return once

    return run


def test_keys_stand_in_the_order_of_the_model_and_comments_with_what_they_speak_of(lay_out):
    assert lay_out(UNTIDY) == TIDY


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("a: 'x' # behind", "a: x  # behind"),
        ("a: # behind\n - x", "a: [x]  # behind"),
        ("a:\n - x # behind\n - y", "a:\n  - x  # behind\n  - y"),
        ("a: [x, # one\n  y] # two", "a:\n  - x  # one\n  - y  # two"),
        ("a: [x, y] # two", "a: [x, y]  # two"),
        ("a:\n  b: # why\n    c: 1\n  d: {e: 2} # and", "a:\n  b: {c: 1}  # why\n  d: {e: 2}  # and"),
        ("a: |\n  # no comment\n  line\n# above\nb: 1", "a: |\n  # no comment\n  line\n# above\nb: 1"),
        ("a: 'it''s # no comment'", "a: 'it''s # no comment'"),
        ("a: []\nb: {}", "a: []\nb: {}"),
        ("a: &x [p]\nb: *x", "a: [p]\nb: [p]"),
        ("a: 'yes'\nb: 'null'\nc: '1'", "a: 'yes'\nb: 'null'\nc: '1'"),
        ("a: https://example.org/x?y=1#z", "a: https://example.org/x?y=1#z"),
        ("a:\n- x\n# above the second\n- y", "a:\n  - x\n  # above the second\n  - y"),
    ],
)
def test_values_and_comments_of_every_form_are_kept(lay_out, text, laid):
    assert lay_out(text + "\n") == laid + "\n"


def test_a_comment_behind_a_value_that_needs_several_lines_moves_above_it(lay_out):
    words = "word " * 40
    assert lay_out(f"a: # why\n  '{words}end'\n").startswith("# why\na: word word")
    assert lay_out(f"a: '{words}end' # why\n").endswith("word end  # why\n")


def test_what_the_model_takes_for_a_string_is_quoted_where_it_looks_like_a_number(lay_out):
    text = "curated_on: 2026-01-31\npassage: {id: 01, file_name: 7, characters: '12'}\n"
    assert "id: '01'\n  file_name: '7'\n  characters: 12\n" in lay_out(text)


def test_a_mistaken_key_is_kept_at_the_end(lay_out):
    assert lay_out("{studdy: {b: 1, a: 2}, curated_on: 2026-01-31}\n").startswith(
        "curated_on: 2026-01-31\nstuddy:"
    )


def test_a_file_that_is_no_yaml_is_left_alone(tmp_path):
    (tmp_path / "unit.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"unit\.yaml:2: not YAML"):
        layout.laid_out(tmp_path / "unit.yaml")


def test_the_first_line_tells_an_editor_the_nearest_schema(tmp_path):
    (tmp_path / "unit.schema.json").touch()
    (tmp_path / "zoo" / "studies").mkdir(parents=True)
    path = tmp_path / "zoo" / "studies" / "a.yaml"
    path.write_text("# yaml-language-server: $schema=elsewhere.json\n# ours\na: 1\n", encoding="utf-8")
    assert layout.laid_out(path) == "# yaml-language-server: $schema=../../unit.schema.json\n# ours\na: 1\n"


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
)
VALUES = st.recursive(
    WORDS | st.integers() | st.dates() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcde"), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["study", "label", "note", "id", "x"]), VALUES, min_size=1))
@settings(max_examples=60, deadline=None)
def test_arbitrary_values_come_out_as_they_went_in(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("any") / "unit.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    once = layout.laid_out(path)
    assert flat(yaml.compose(once)) == flat(yaml.compose(path.read_text("utf-8")))
    path.write_text(once, encoding="utf-8")
    assert layout.laid_out(path) == once


def flat(node):
    """A tree of nodes as plain strings, without the order of keys."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: flat(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [flat(part) for part in node.value]
    return node.value


def test_comments_are_found_only_where_they_are_comments():
    text = "# one\na: 'x # no' # two\nb: |\n  # no\nc: x#no\n"
    assert [words for _, words in found(text)] == ["# one", "# two"]


def test_the_command_names_what_is_laid_out_otherwise_and_repairs_it(tmp_path, capsys):
    (tmp_path / "corpus.yaml").write_text("name: zoo\nschema: 1\n", encoding="utf-8")
    (tmp_path / "unit.yaml").write_text(UNTIDY, encoding="utf-8")
    assert layout.main(["--check", str(tmp_path)]) == 1
    assert "run: make format" in capsys.readouterr().out
    assert layout.main(["--write", str(tmp_path)]) == 0
    assert layout.main(["--check", str(tmp_path)]) == 0
    assert (tmp_path / "unit.yaml").read_text("utf-8") == TIDY


def test_laying_out_the_corpus_that_ships_changes_no_record(tmp_path):
    shutil.copytree(EMBEDDED, tmp_path / "corpus")
    layout.main(["--write", str(tmp_path / "corpus")])
    assert layout.astray([tmp_path / "corpus"]) == []
    assert load_corpus(tmp_path / "corpus").units == load_corpus(EMBEDDED).units


def test_every_file_of_the_corpus_is_in_the_canonical_layout():
    assert [str(path) for path, _ in layout.astray([EMBEDDED])] == [], "run: make format"
