"""The explorer's first page: what this is, the first question answered, and the ways on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ontology.errors import LeitgraphError
from queries import evidence
from queries.store import home, open_generation

_INTERVENTION, _POPULATION = "local-therapy", "N3"
_WORDS = {
    "Deutsch": {
        "language": "de",
        "what": "Ein Wissensgraph der Leitlinienevidenz: wer untersucht wurde, was gefunden wurde, wo es steht.",
        "question": "Welche Evidenz stützt eine Lokaltherapie bei N3?",
        "measured": "Gemessen an genau diesen Patienten",
        "mixed": "Gemischt: nur ein Teil der Gruppe können diese Patienten sein",
        "silent_or_excluded": "Stumm oder ausgeschlossen",
        "guideline": "Die Leitlinie sagt",
        "patients": "unabhängige Patienten, davon in Frage",
        "ways": "Selbst fragen: [SPARQL](/sparql) · [alle Einträge](/id/) · [Downloads](/dumps/)",
    },
    "English": {
        "language": "en",
        "what": "A knowledge graph of clinical-guideline evidence: who was studied, what was found, where it is written.",
        "question": "Which evidence supports local therapy with N3 disease?",
        "measured": "Measured in exactly these patients",
        "mixed": "Mixed: only a part of the group can be these patients",
        "silent_or_excluded": "Silent or excluded",
        "guideline": "The guideline says",
        "patients": "independent patients, of them in question",
        "ways": "Ask for yourself: [SPARQL](/sparql) · [all records](/id/) · [downloads](/dumps/)",
    },
}


@st.cache_data(max_entries=3)
def answer(generation: str) -> dict[str, Any]:
    """The first question, answered from one generation."""
    return evidence.answer(open_generation(Path(generation)), _INTERVENTION, _POPULATION)


def show(found: dict[str, Any], words: dict[str, str]) -> None:
    """The four blocks, each with its number of entries."""
    language = words["language"]
    if found["gap"]:
        st.info(found["gap"]["explanation"][language])
    for block in ("measured", "mixed", "silent_or_excluded"):
        with st.expander(f"{words[block]} ({len(found[block])})", expanded=block == "mixed"):
            st.dataframe([_row(entry, language) for entry in found[block]], hide_index=True)
    speaking = [said for said in found["guideline"] if said["speaks"]]
    with st.expander(f"{words['guideline']} ({len(speaking)})"):
        st.dataframe([{"": said["paraphrase"][language]} for said in speaking], hide_index=True)
    low, high = found["in_question"]
    st.write(f"**{found['independent_participants']}** {words['patients']} **{low} – {high}**")


def _row(entry: dict[str, Any], language: str) -> dict[str, Any]:
    bounds = entry["bounds"]
    return {
        "": entry["label"][language],
        "n": entry["n"],
        "N3": f"{bounds[0]} – {bounds[1]}" if bounds else "",
        "fit": entry["fit"],
    }


st.set_page_config(page_title="Leitgraph", layout="wide")
st.title("Leitgraph")
words = _WORDS[st.radio("Sprache / language", list(_WORDS), horizontal=True)]
st.write(words["what"])
st.header(words["question"])
try:
    show(answer(str((home() / "current").resolve())), words)
except LeitgraphError as error:
    st.error(f"{error.message}. {error.next_step}")
st.markdown(words["ways"])
