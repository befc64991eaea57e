"""One entry of the four-block answer: who was studied, how many can be meant, what was found, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import streamlit as st

from app import navigation, session
from app.language import language, plain, said, say, told
from app.views.ask import bounds, results
from app.widgets import badges, table
from ontology.namespaces import curie, iri

Entry = Mapping[str, Any]
_PLACES = 6  # passages that an entry names at once; the page of the study has all
_NAMED = 60  # studies that are named one by one; the table has all
_DOI = "doi:"


def show(entry: Entry) -> None:
    """An entry of *measured* or *mixed*, whole."""
    with st.container(border=True, gap="small"):
        _head(entry)
        left, right = st.columns([2, 3], gap="medium")
        with left:
            _count(entry)
        with right:
            st.caption("  \n".join([*map(told, entry["explanation"]), *remarks(entry)]))
        more = results.lines(entry["results"]) if entry["results"] else 0
        _origin(entry)
        _all(entry, more)


def brief(entry: Entry) -> None:
    """An entry in one line: who, how many, which way it points."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        navigation.to_record(entry["study"], told(entry["label"]))
        st.markdown(" ".join([_number(entry), *_directions(entry)]), width="content")


def _directions(entry: Entry) -> list[str]:
    """Which ways the entry points, as badges."""
    return [badges.direction(one) for one in (entry["direction"] or "").split(", ") if one]


def _number(entry: Entry) -> str:
    """How many patients, as a link to where the number comes from."""
    limits = tuple(entry["bounds"]) if entry["bounds"] else None
    return f"[{plain(bounds.words(entry['n'], limits))}]({navigation.origin(entry['group'])})"


def _head(entry: Entry) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        navigation.to_record(entry["study"], f"**{told(entry['label'])}**")
        designs = badges.codes(iri(f"lg:{design}") for design in entry["design"])
        badges.show(badges.fit(entry["fit"]), *_directions(entry), *designs)


def remarks(entry: Entry) -> list[str]:
    """What a reader must know before the numbers: prognostic only, wider treatment, levels."""
    found = [say("ask.prognostic")] if entry["prognostic"] else []
    found += [say("ask.broader")] if entry["intervention"] == "broader" else []
    return found + [_level(level) for level in entry["levels"]]


def _level(level: Mapping[str, Any]) -> str:
    edition = _named(level["scheme"]) if level["scheme"] else say("ask.no_edition")
    by = f", {_named(level['asserted_by'])}" if level["asserted_by"] else ""
    return f"{say('ask.level')}: {_named(level['system'])} {plain(level['level'])} ({edition}{by})"


def _named(name: str) -> str:
    return plain(session.labels((name,), language()).get(name) or curie(name))


def _count(entry: Entry) -> None:
    """The number of patients as a link to the group, which has its passage and source, and the bar of bounds."""
    st.markdown(f"**{_number(entry)}**")
    if entry["bounds"] and entry["n"] and entry["bounds"][0] < entry["n"]:
        bounds.bar(entry["n"], *entry["bounds"])


def _origin(entry: Entry) -> None:
    cited = "; ".join(_citation(citation) for citation in entry["citations"])
    if cited:
        st.caption(f"{say('shared.source')}: {cited}")
    found = statements(entry)
    if found:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(say("ask.cited_in"), width="content")
            for statement in found[:_PLACES]:
                navigation.to_record(statement, plain(curie(statement).partition(":")[2]))
            if more := len(found) - _PLACES:
                st.caption(say("ask.more", number=more) if more > 0 else "", width="content")


def _citation(citation: str) -> str:
    """A citation, its DOI as a link."""
    words, doi, number = citation.partition(_DOI)
    return (
        f"{plain(words)} [{plain(doi + number)}](https://doi.org/{quote(number)})" if number else plain(words)
    )


def _all(entry: Entry, more: int) -> None:
    """All results as a table, worked out when somebody opens it."""
    if not entry["results"]:
        return
    number = len(entry["results"])
    label = say("ask.all_results", number=number) + (f" {say('ask.left', number=more)}" if more else "")
    with st.expander(
        label, icon=":material/table:", key=f"all.{entry['group']}", type="compact", on_change="rerun"
    ) as opened:
        if opened.open:
            results.show(
                f"{say('study.results')}: {said(entry['label']) or curie(entry['group'])}",
                entry["results"],
            )


def statements(entry: Entry) -> list[str]:
    """The statements whose passages an entry stands in, each once."""
    return list(dict.fromkeys(anchor["statement"] for anchor in entry["anchors"]))


def names(entries: Sequence[Entry]) -> None:
    """Entries that do not answer: for each way of not fitting, how many there are and whose."""
    by_fit: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_fit[entry["fit"]].append(entry["study"])
    for fit, studies in by_fit.items():
        each = tuple(dict.fromkeys(studies))
        named = session.labels(each[:_NAMED], language())
        rest = f" {say('ask.more', number=len(each) - _NAMED)}" if len(each) > _NAMED else ""
        st.markdown(f"{badges.fit(fit)} **{len(studies)}**")
        st.caption("; ".join(plain(named.get(study) or curie(study)) for study in each[:_NAMED]) + rest)


def table_of(caption: str, entries: Sequence[Entry]) -> None:
    """Entries that do not answer, one a line: who, how many, how they fit and why, and the first passage."""
    rows = [
        {
            "study": (entry["study"], said(entry["label"])),
            "n": entry["n"],
            "fit": say(f"fit.{entry['fit']}"),
            "why": "; ".join(map(said, [*entry["explanation"], *entry["condition"]])),
            "passage": (found[0], curie(found[0])) if (found := statements(entry)) else None,
        }
        for entry in entries
    ]
    titles = {name: say(f"result.{name}") for name in ("study", "n", "fit", "why", "passage")}
    table.show(caption, rows, titles=titles, links=("study", "passage"))
