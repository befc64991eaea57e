"""One entry of the four-block answer: who was studied, how many can be meant, what was found, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.widgets import badges, table
from ontology.namespaces import curie, iri

Entry = Mapping[str, Any]
_PLACES = 4  # passages that an entry names at once; the page of the study has all
_COLUMNS = ("endpoint", "months", "statistic", "value", "interval", "p", "note")


def show(entry: Entry) -> None:
    """An entry of *measured* or *mixed*, whole."""
    with st.container(border=True):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            navigation.to_record(entry["study"], told(entry["label"]))
            badges.fit(entry["fit"])
            if entry["direction"]:
                badges.direction(entry["direction"])
        badges.codes([iri(f"lg:{design}") for design in entry["design"]])
        _count(entry)
        for sentence in entry["explanation"]:
            st.write(told(sentence))
        for name in remarks(entry):
            st.caption(name)
        _results(entry)
        _origin(entry)


def remarks(entry: Entry) -> list[str]:
    """What a reader must know before the numbers: prognostic only, wider treatment, conditions, levels."""
    found = [say("ask.prognostic")] if entry["prognostic"] else []
    found += [say("ask.broader")] if entry["intervention"] == "broader" else []
    found += [f"{say('statement.condition')}: {told(words)}" for words in entry["condition"]]
    return found + [_level(level) for level in entry["levels"]]


def _level(level: Mapping[str, Any]) -> str:
    edition = _named(level["scheme"]) if level["scheme"] else say("ask.no_edition")
    by = f", {_named(level['asserted_by'])}" if level["asserted_by"] else ""
    return f"{say('ask.level')}: {_named(level['system'])} {plain(level['level'])} ({edition}{by})"


def _named(name: str) -> str:
    return plain(session.labels((name,), language()).get(name) or curie(name))


def count(entry: Entry) -> str:
    """How many patients there are, and how many of them can be meant, in words."""
    if entry["n"] is None:
        return say("ask.no_number")
    if not entry["bounds"]:
        return f"n = {entry['n']}"
    low, high = entry["bounds"]
    return say("ask.bounds", n=entry["n"], low=low, high=high)


def _count(entry: Entry) -> None:
    words = count(entry)
    st.markdown(f"**{plain(words)}**")
    if not entry["bounds"] or not entry["n"]:
        return
    low, high = entry["bounds"]
    parts = [
        {"part": say("ask.certain"), "from": 0, "to": low},
        {"part": say("ask.possible"), "from": low, "to": high},
        {"part": say("ask.others"), "from": high, "to": entry["n"]},
    ]
    colours = alt.Scale(domain=[part["part"] for part in parts], range=["#1f5f8b", "#e69f00", "#b8bec5"])
    bar = (
        alt.Chart(alt.InlineData(values=[part for part in parts if part["to"] > part["from"]]), height=26)
        .mark_bar(size=16)
        .encode(
            x=alt.X("from:Q", title=None, scale=alt.Scale(domain=[0, entry["n"]]), axis=None),
            x2="to:Q",
            color=alt.Color("part:N", scale=colours, legend=alt.Legend(orient="bottom", title=None)),
            tooltip=["part:N", "from:Q", "to:Q"],
        )
    )
    st.altair_chart(bar, alt=words, height=80)


def _results(entry: Entry) -> None:
    if not entry["results"]:
        return
    rows = [_row(result) for result in entry["results"]]
    kept = [name for name in _COLUMNS if any(row[name] not in (None, "") for row in rows)]
    table.show(
        f"{say('study.results')}: {entry['label'].get(language()) or curie(entry['group'])}",
        rows,
        titles={name: say(f"result.{name}") for name in kept},
        links=("endpoint",),
    )


def _row(result: Mapping[str, Any]) -> dict[str, Any]:
    value = (
        result["printed"]
        or f"{result['value'] if result['value'] is not None else ''} {result['unit'] or ''}"
    )
    notes = [_words(result["factor"]), _words(result["finding"]), _code(result["significance"])]
    return {
        "endpoint": (result["result"], _words(result["endpoint_label"]) or curie(result["endpoint"])),
        "months": result["months"],
        "statistic": _code(result["statistic"]),
        "value": value.strip(),
        "interval": _interval(result),
        "p": result["p"] or "",
        "note": "; ".join(note for note in notes if note),
    }


def _words(text: Mapping[str, str]) -> str:
    return text.get(language()) or next(iter(text.values()), "")


def _code(name: str | None) -> str:
    """A code in words; nothing where there is none."""
    return session.labels((iri(f"lg:{name}"),), language()).get(iri(f"lg:{name}"), name) if name else ""


def _interval(result: Mapping[str, Any]) -> str:
    if not result["ci"]:
        return ""
    low, high = result["ci"]
    level = f" ({result['ci_level']} %)" if result["ci_level"] else ""
    return f"{low} – {high if high is not None else _code(result['ci_high_status'])}{level}"


def _origin(entry: Entry) -> None:
    for citation in entry["citations"]:
        st.caption(f"{say('shared.source')}: {plain(citation)}")
    if entry["anchors"]:
        with st.container(horizontal=True, gap="small"):
            st.caption(say("ask.cited_in"))
            for statement in statements(entry)[:_PLACES]:
                navigation.to_record(statement, plain(curie(statement).partition(":")[2]))
            if more := len(statements(entry)) - _PLACES:
                st.caption(say("ask.more", number=more) if more > 0 else "")


def statements(entry: Entry) -> list[str]:
    """The statements whose passages an entry stands in, each once."""
    return list(dict.fromkeys(anchor["statement"] for anchor in entry["anchors"]))


def table_of(caption: str, entries: Sequence[Entry]) -> None:
    """Entries that do not answer, one a line: who, how many, how they fit and why, and the first passage."""
    rows = [
        {
            "study": (entry["study"], _words(entry["label"])),
            "n": entry["n"],
            "fit": say(f"fit.{entry['fit']}"),
            "why": "; ".join(map(_words, [*entry["explanation"], *entry["condition"]])),
            "passage": (found[0], curie(found[0])) if (found := statements(entry)) else None,
        }
        for entry in entries
    ]
    titles = {name: say(f"result.{name}") for name in ("study", "n", "fit", "why", "passage")}
    table.show(caption, rows, titles=titles, links=("study", "passage"))
