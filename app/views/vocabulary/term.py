"""One term: what it means in both languages, what stands above and below it, what it matches elsewhere, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app import navigation
from app.language import LANGUAGES, language, plain, say
from app.widgets import outline, panel
from ontology.namespaces import BASE, curie
from queries.records import Record

_MOST = 40  # terms that are named beside each other; a table has all
_LINKED = {
    "domain": "rdfs:domain", "range": "rdfs:range", "equal": "owl:equivalentClass", "edition": "lg:ofEdition",
    "scheme": "skos:inScheme", "inverse": "owl:inverseOf",
}  # fmt: skip


def show(name: str) -> None:
    """Show a term."""
    record = outline.described((name,)).get(name, Record(name))
    st.header(plain(outline.called(name, {name: record})), anchor=False)
    st.code(name, language=None, wrap_lines=True)
    for column, tag in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
        with column:
            _in_language(record, tag)
    hierarchy = outline.whole()
    _terms("broader", hierarchy.broader(name))
    _terms("narrower", hierarchy.narrower(name))
    for title, prop in (
        _LINKED.items() if hierarchy.broader(name) else {"kind": "rdf:type", **_LINKED}.items()
    ):
        _terms(
            title,
            (one for one in record.all(prop) if one.startswith(BASE) and one not in hierarchy.broader(name)),
        )
    _sources(record)
    with st.container(horizontal=True, gap="small"):
        navigation.link("network", say("vocabulary.in_graph"), id=curie(name))
    if any(kind.endswith("Property") for kind in record.all("rdf:type")):
        st.subheader(say("vocabulary.used"))
        navigation.to_editor(f"SELECT ?record ?value WHERE {{ ?record <{name}> ?value }}\nLIMIT 100\n")
    else:
        panel.show("uses_of_term", title=say("vocabulary.used"), term=curie(name))
    panel.show("mappings_of_term", title=say("vocabulary.mapped"), term=curie(name), language=language())


def _in_language(record: Record, tag: str) -> None:
    """Name, definition, synonyms and example in one language."""
    label = (record.text("rdfs:label") or record.text("skos:prefLabel")).get(tag, "")
    st.markdown(f"**{say(f'vocabulary.{tag}')}:** {plain(label) or '–'}")
    st.markdown(plain(record.text("skos:definition").get(tag, "")) or say("vocabulary.undefined"))
    synonyms = [
        term.value for term in record.terms.get("skos:altLabel", ()) if getattr(term, "language", "") == tag
    ]
    if synonyms:
        st.caption(f"{say('vocabulary.synonyms')}: {plain(', '.join(synonyms))}")
    if example := record.text("skos:example").get(tag):
        st.caption(f"{say('vocabulary.example')}: {plain(example)}")


def _terms(title: str, names: Iterable[str]) -> None:
    """Other terms by their names, as links; nothing where there are none."""
    shown = list(names)
    if not shown:
        return
    found = outline.described(tuple(sorted(shown)))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{say(f'vocabulary.{title}')}:**", width="content")
        for name in sorted(shown, key=lambda one: outline.called(one, found))[:_MOST]:
            navigation.to_record(name, plain(outline.called(name, found)))
        if len(shown) > _MOST:
            st.caption(say("ask.more", number=len(shown) - _MOST))


def _sources(record: Record) -> None:
    sources = [one for prop in ("dcterms:source", "rdfs:seeAlso") for one in record.all(prop)]
    for source in sources:
        if source.startswith(("http://", "https://")):
            st.markdown(
                f"{say('vocabulary.source')}: <{source}>".replace("<", "[" + plain(source) + "](").replace(
                    ">", ")"
                )
            )
        else:
            st.caption(f"{say('vocabulary.source')}: {plain(source)}")
