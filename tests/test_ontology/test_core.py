"""The core: words for every field of medicine and of none; labelled, defined and sourced in German and English."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

import ontology
from ontology.namespaces import PREFIXES

LG = Namespace(PREFIXES["lg"])
ROOT = Path(__file__).parents[2]
IRI = URIRef("https://w3id.org/leitgraph/ontology/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)

#: Stems of words that belong to one field of medicine. `onc` is allowed as a prefix in one place, see below.
ONCOLOGY = re.compile(
    r"tumou?r|cancer|krebs|karzinom|carcinom|adenoc|metasta|onkolog|oncolog|\btnm|tnm\d|\b[cp]?[NM][0-3][abc]?\b"
    r"|chemo|(?<!st\.)radio(?!_button|\()|strahlen|bestrahl|\bnsclc|\bsclc|neoplas|lymph|\bonc[:.]|survival|überleben",
    re.IGNORECASE,
)
#: (file, line that may name the first domain module).
ALLOWED = {
    ("app/reports/references/ris.py", '("N1", note)'),  # a tag of that format
    ("ontology/namespaces.py", '"onc": f"{BASE}oncology/",'),
    ("ontology/__init__.py", 'DOMAIN_MODULES = ("oncology.ttl",)'),
    ("app/views/network/picture.py", '"M0,-1.2L0.35,'),  # a star, as SVG draws it
    ("app/endpoint/vocabulary.py", 'PREFIXES["onc"]: "oncology.ttl",'),
    ("app/endpoint/formats.py", 'Format("turtle"'),  # N3 is a format of RDF too
    ("ontology/__init__.py", "domain modules (oncology, or one of a corpus)"),
}
#: Its rules are called N1 to N18, its statistics speak of survival, and its grammar reads categories as texts print them.
FREE_TO_SPEAK = "kg_build/audit/"


def _text(name):
    return (ontology.folder() / name).read_text("utf-8")


@pytest.fixture(scope="module")
def core():
    return Graph().parse(data=_text("core.ttl"), format="turtle")


def _terms(core):
    return sorted(
        {t for kind in KINDS for t in core.subjects(RDF.type, kind) if t.startswith(LG) and t != URIRef(LG)}
    )


def test_every_term_has_one_label_and_one_definition_in_each_language(core):
    for term in _terms(core):
        for prop in (RDFS.label, SKOS.definition):
            languages = Counter(word.language for word in core.objects(term, prop))
            assert languages == {"de": 1, "en": 1}, (term, prop)


def test_definitions_are_sentences_and_differ_from_the_label(core):
    for term in _terms(core):
        labels = {str(word).casefold() for word in core.objects(term, RDFS.label)}
        for words in core.objects(term, SKOS.definition):
            assert words.endswith("."), (term, words)
            assert words.rstrip(".").casefold() not in labels, (term, words)


def test_labels_are_unique_within_their_kind(core):
    """Two classes, or two properties, that people could not tell apart by name would be one too many."""
    for kind in KINDS[:3]:
        for language in ("de", "en"):
            labels = Counter(
                str(word)
                for term in core.subjects(RDF.type, kind)
                for word in core.objects(term, RDFS.label)
                if word.language == language
            )
            assert not [label for label, times in labels.items() if times > 1]


def test_every_code_belongs_to_a_code_list_below_code(core):
    lists = set(core.subjects(RDFS.subClassOf, LG.Code))
    for code in core.subjects(RDF.type, OWL.NamedIndividual):
        assert set(core.objects(code, RDF.type)) - {OWL.NamedIndividual} <= lists, code


def test_incompatible_designs_are_those_that_exclude_each_other(core):
    pairs = {
        frozenset((str(a)[len(LG) :], str(b)[len(LG) :]))
        for a, b in core.subject_objects(LG.incompatibleWith)
    }
    assert pairs == {
        frozenset(pair)
        for pair in (
            ("singleArm", "randomised"),
            ("singleArm", "controlled"),
            ("retrospective", "prospective"),
            ("randomised", "nonRandomised"),
            ("caseSeries", "randomised"),
            ("caseSeries", "controlled"),
            ("caseControl", "randomised"),
            ("caseControl", "singleArm"),
            ("multicentre", "singleCentre"),
        )
    }


def test_version_and_licence_stand_in_each_module():
    for name in (*ontology.CORE_MODULES, "shapes.ttl"):
        graph = Graph().parse(data=_text(name), format="turtle")
        (module,) = graph.subjects(RDF.type, OWL.Ontology)
        assert graph.value(module, OWL.versionInfo) == Literal(ontology.VERSION)
        assert graph.value(module, OWL.versionIRI) == URIRef(f"{module}{ontology.VERSION}")
        assert "creativecommons.org/licenses/by/4.0" in str(list(graph.objects(module)))


def test_every_term_of_ours_that_a_module_uses_is_declared(core):
    declared = set(_terms(core)) | {IRI}
    for name in (*ontology.CORE_MODULES, *ontology.DOMAIN_MODULES, "shapes.ttl"):
        graph = Graph().parse(data=_text(name), format="turtle")
        used = {
            term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(LG)
        }
        assert used - declared - {URIRef(f"{LG}{ontology.VERSION}")} == set(), name


def test_others_terms_are_declared_and_not_described(core):
    """A label of ours on a term of others would be said in their name."""
    for term in core.subjects(RDF.type):
        if isinstance(term, URIRef) and not term.startswith(LG):
            assert [prop for prop in core.predicates(term) if prop != RDF.type] == [], term


def test_no_word_of_oncology_stands_in_the_core():
    for name in ("core.ttl", "levels.ttl", "shapes.ttl"):
        assert ONCOLOGY.findall(_text(name)) == [], name


def _code(file):
    """The lines of a module without its docstrings: an example may speak of the field that ships."""
    text = file.read_text("utf-8")
    told = {
        number
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node) is not None
        for number in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }
    return ((number, line) for number, line in enumerate(text.splitlines(), 1) if number not in told)


@pytest.mark.parametrize("package", ["ontology", "queries", "kg_build", "app"])
def test_no_word_of_oncology_stands_in_python(package):
    found = []
    for file in sorted((ROOT / package).rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        for number, line in _code(file):
            allowed = any(name == where and words in line for where, words in ALLOWED)
            if ONCOLOGY.search(line) and not (allowed or name.startswith(FREE_TO_SPEAK)):
                found.append(f"{name}:{number}: {line.strip()}")
    assert found == []


@pytest.mark.parametrize(
    "word", ["Tumor", "metastases", "N3", "pN2", "TNM8", "onc:x", "Strahlentherapie", "oncology"]
)
def test_the_search_for_such_words_finds_them(word):
    assert ONCOLOGY.search(f"a line with {word} in it")


@pytest.mark.parametrize(
    "words", ["concordance", "an_n", "N = 3", "once: it", "stage", "model", "M", "phase3"]
)
def test_the_search_for_such_words_leaves_others_alone(words):
    assert not ONCOLOGY.search(words)
