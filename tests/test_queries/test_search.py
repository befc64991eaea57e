"""Search: hand-picked searches on the corpus that ships, laws on generated texts, and input that means no good."""

import json
import re
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build import search_index
from ontology.namespaces import curie, iri
from queries import library
from queries.errors import BadParameter, StoreMissing
from queries.search import INDEX, anywhere, kinds, search
from queries.store import rows
from queries.texts import elsewhere, folding, roles
from queries.texts.asked import LONGEST

FIRST = {
    # labels and synonyms, German and English
    "Lokaltherapie": "onc:LocalTherapy",
    "local therapy": "onc:LocalTherapy",
    "örtliche Therapie": "onc:LocalTherapy",
    "Hirn": "onc:Brain",
    "Gehirn": "onc:Brain",
    "overall survival": "onc:OverallSurvival",
    "Überleben": "onc:Survival",
    "Evidenzlücke": "lg:EvidenceGap",
    # umlauts spelled out, capital letters, other forms of a word
    "ueberleben": "onc:Survival",
    "EVIDENZLUECKE": "lg:EvidenceGap",
    "Nebennieren": "onc:AdrenalGland",
    "metastases": "onc:Metastasis",
    # typing mistakes
    "Evidenzlükce": "lg:EvidenceGap",
    "overal survivl": "onc:OverallSurvival",
    "Chemoterapie": "onc:Chemotherapy",
    # citations and numbers
    "De Ruysscher": "study:de_ruysscher_2012",
    "Ashworth 2014": "study:ashworth_2014",
    "NCT01725165": "study:gomez_2016",
    "24894943": "study:ashworth_2014",
    "10.1016/j.cllc.2014.04.003": "study:ashworth_2014",
    "Clin Lung Cancer 2014": "publication:ashworth_2014.journal",
    # names of records
    "S0.08": "statement:S0.08",
    "statement:S0.08": "statement:S0.08",
    "https://w3id.org/leitgraph/id/statement/S0.08": "statement:S0.08",
    "LocalTherapy": "onc:LocalTherapy",
    "N3": "onc:N3",
}

AMONG = {
    # a part of a compound, and a compound for its parts
    "Metastasen": "stratum:de_ruysscher_2012.evaluable.brain",
    "Hirn Metastasen": "stratum:de_ruysscher_2012.evaluable.brain",
    "Therapie lokal": "onc:LocalTherapy",
    "Standardbehandlung": "arm:omega.standard",
    # the same thing in the other language, or by another name
    "Operation Bestrahlung": "onc:LocalTherapy",
    "Lokalbehandlung bei N3": "gap:local_therapy_n3",
    "local treatment N3": "gap:local_therapy_n3",
    # words of a paraphrase, of a finding, of the reason for a rule
    "Punkt und Komma trennen": "rule:N18",
    "vertretbar ausgewählte Patienten": "statement:S0.08",
    "justified in selected patients": "statement:S0.08",
    "oligometastatic meta-analysis individual patient data": "publication:ashworth_2014.journal",
}


def names(hits):
    return [curie(hit.iri) for hit in hits]


@pytest.fixture(scope="module")
def found(home):
    def search_here(text, **more):
        return search(home / "current", text, **more)

    return search_here


@pytest.mark.parametrize("text", FIRST)
def test_a_search_puts_first_what_a_reader_means(found, text):
    best = [hit for hit in found(text) if hit.score == found(text)[0].score]
    assert FIRST[text] in names(best)


@pytest.mark.parametrize("text", AMONG)
def test_a_search_finds_it_by_parts_synonyms_and_the_words_of_a_text(found, text):
    assert AMONG[text] in names(found(text, limit=60))


def test_a_hit_speaks_the_language_that_was_asked_for(found):
    german, english = found("OverallSurvival", language="de")[0], found("OverallSurvival", language="en")[0]
    assert (german.label, english.label) == ("Gesamtüberleben", "overall survival")
    told = found("justified in selected patients", language="en", kind="statement")[0]
    assert told.kind == "statement"
    assert told.found_in == "paraphrase"
    assert "justified" in told.snippet


def test_label_goes_before_synonym_before_paraphrase(found):
    scores = {hit.found_in: hit.score for hit in reversed(found("Lokaltherapie", limit=200))}
    assert scores["label"] > scores["paraphrase"]
    assert found("Hirn", limit=200)[0].found_in == "synonym"


def test_a_kind_narrows_and_an_unknown_one_is_said_with_those_there_are(home, found):
    assert {hit.kind for hit in found("N3", kind="gap")} == {"gap"}
    assert {"study", "statement", "term"} <= set(kinds(home / "current"))
    with pytest.raises(BadParameter, match=r"(?s)no record is of the kind 'stdy'.*study"):
        found("N3", kind="stdy")


def test_words_that_are_nowhere_find_nothing(found):
    assert found("qqqxxxzzz") == ()
    assert found("777777777777") == ()


def test_every_label_finds_its_own_record(real, found):
    labelled = "SELECT ?s ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(ISIRI(?s)) }"
    missed, asked = [], sorted((label.value, name.value) for name, label in rows(real, labelled))
    for label, name in asked[::7]:
        if name not in {hit.iri for hit in found(label, limit=1_000)}:
            missed.append((label, name))
    assert missed == []
    assert len(asked) > 1_000


# Input that means no good

HOSTILE = (
    '"', "'", '" OR 1=1 --', "NEAR(a b)", "label:x", "{label} : x", "a AND", "^a*", "-a", "a" * LONGEST, "((((", "*",
    "\x00", "a\x00b", "\u202e", "💥", "'; DROP TABLE record; --", "AND OR NOT", "\ud800", "%", "_", "\\", "ß" * 40,
    " ".join("abcdefghij" for _ in range(45)), "a b c d e f g h i j k l m n o p q r s t u v w x y z", "x" * 10_240,
)  # fmt: skip


def said_or_found(found, text, **more):
    """Whether a search gives hits, or none, or an error of the user's with a next step; any other fault comes through."""
    try:
        return all(hit.score > 0 and hit.label for hit in found(text, **more))
    except BadParameter as error:
        return bool(error.next_step)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_gives_hits_or_a_clear_error(found, text):
    assert said_or_found(found, text)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), kind=st.sampled_from(["", "study"]))
def test_any_text_at_all_gives_hits_or_a_clear_error(found, text, kind):
    assert said_or_found(found, text, kind=kind)


def test_ten_thousand_characters_are_refused_at_once(found):
    with pytest.raises(BadParameter, match=f"10000 characters(?s:.*)at most {LONGEST}"):
        found("metastasis" * 1_000)


def test_more_words_than_anybody_types_are_refused(found):
    with pytest.raises(BadParameter, match="41 words"):
        found(" ".join(f"w{number}" for number in range(41)))
    assert found("metastasen " * 40)


def test_a_generation_without_an_index_says_what_to_do(tmp_path):
    with pytest.raises(StoreMissing, match=r"(?s)no search index.*leitgraph build"):
        search(tmp_path, "N3")


# Laws on generated texts

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=3, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    labels=st.lists(
        st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=12, unique=True
    )
)
def test_each_label_of_any_graph_is_found_by_itself_and_by_its_spelling_without_umlauts(
    tmp_path_factory, labels
):
    folder = tmp_path_factory.mktemp("index")
    write(folder, {f"urn:{number}": label for number, label in enumerate(labels)})
    for number, label in enumerate(labels):
        for spelling in (label, label.upper(), folding.fold(label)):
            best = search(folder, spelling)
            top = {hit.iri for hit in best if hit.score == best[0].score}
            assert f"urn:{number}" in top


def write(folder, labels):
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    search_index.write(
        folder / INDEX, [f"<{name}> {label} {json.dumps(words)}@de" for name, words in labels.items()]
    )


def test_the_parts_of_a_compound_find_it_and_it_finds_its_parts(tmp_path):
    write(tmp_path, {"urn:a": "Hirnmetastasenbestrahlung", "urn:b": "Bestrahlung der Leber", "urn:c": "Herz"})
    assert names(search(tmp_path, "Metastase")) == ["urn:a"]
    assert names(search(tmp_path, "Bestrahlungen")) == ["urn:b", "urn:a"]
    assert names(search(tmp_path, "Leberbestrahlung"))[0] == "urn:b"


def test_what_stands_in_quotes_or_escapes_in_a_label_is_found(tmp_path):
    write(tmp_path, {"urn:a": 'a "quoted" \\ back\nslash', "urn:b": "b"})
    assert names(search(tmp_path, '"quoted" \\')) == ["urn:a"]


def test_the_same_triples_give_the_same_index_whatever_their_order(tmp_path):
    triples = [f'<urn:{n}> <http://www.w3.org/2000/01/rdf-schema#label> "wort {n % 7}"@de' for n in range(50)]
    contents = []
    for number, order in enumerate((triples, triples[::-1])):
        search_index.write(tmp_path / str(number), order)
        with sqlite3.connect(tmp_path / str(number)) as index:
            contents.append(list(index.iterdump()))
        index.close()
    assert contents[0] == contents[1]


# Where there is no index


def test_the_question_for_stores_without_an_index_looks_through_the_same_properties():
    listed = re.search(r"VALUES \?property \{([^}]*)\}", library.find("texts_containing").sparql)[1].split()
    assert {iri(name) for name in listed} == set(roles.ROLES)


def test_a_store_without_an_index_is_searched_by_letters(real):
    assert names(elsewhere.search(real, "Lokaltherapie", language="de"))[0] == "onc:LocalTherapy"
    hits = elsewhere.search(real, "justified in selected patients", kind="statement")
    assert names(hits)[0] == "statement:S0.08"
    assert elsewhere.search(real, "qqqxxxzzz") == ()
    with pytest.raises(BadParameter, match="no word"):
        elsewhere.search(real, "?")


def test_the_same_search_goes_to_an_endpoint(oxigraph_server, monkeypatch, tmp_path):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    hits = anywhere(oxigraph_server.query, "24894943", "en", "publication", 20)
    assert names(hits) == ["publication:ashworth_2014.journal"]
    assert hits[0].label == "Clin Lung Cancer 2014"
