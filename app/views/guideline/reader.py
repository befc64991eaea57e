"""A passage to be read: its text with the claims in it highlighted by kind, and findings in the margin; a click selects a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import streamlit as st

from app.language import said, say
from app.views.guideline.pieces import Piece
from app.widgets import kinds
from ontology.namespaces import curie

_HERE = files("app.views.guideline")
_READER = st.components.v2.component(
    "leitgraph_reader",
    html=(_HERE / "reader.html").read_text(encoding="utf-8"),
    css=(_HERE / "reader.css").read_text(encoding="utf-8"),
    js=(_HERE / "reader.js").read_text(encoding="utf-8"),
)
_KEY = "reader"
#: A sign for each severity, so that the margin does not speak by colour alone.
_SEVERITY = {"ERROR": "✖", "WARN": "▲", "INFO": "●"}

Row = Mapping[str, Any]
Findings = Mapping[str, Sequence[Mapping[str, Any]]]


def show(
    paragraphs: Sequence[Sequence[Piece]],
    rows: Sequence[Row],
    found: Findings,
    selected: str,
    lang: str,
) -> None:
    """A text in its pieces; ``rows`` say of which kind each claim is, ``found`` what does not fit.

    A claim that is selected by a click stands in the link as ``claim``.
    """
    _READER(
        key=_KEY,
        data={
            "label": say("guideline.text"),
            "lang": lang,
            "selected": selected,
            "claims": {curie(row["statement"][0]): _claim(row, found) for row in rows},
            "paragraphs": [[_piece(piece) for piece in pieces] for pieces in paragraphs],
        },
        on_claim_change=_chosen,
    )


def _chosen() -> None:
    name = st.session_state[_KEY].claim
    if name:
        st.query_params["claim"] = str(name)


def _piece(piece: Piece) -> dict[str, Any]:
    return {"text": piece.text, "claims": list(piece.claims), "begins": list(piece.begins)}


def _claim(row: Row, found: Findings) -> dict[str, Any]:
    kind, label = row["kind"]
    number = curie(row["statement"][0]).partition(":")[2]
    mine = found.get(row["statement"][0], ())
    return {
        "number": number,
        "tag": f"{kinds.short(kind, label)} {number}",
        "label": f"{label} {number}",
        "colour": kinds.colour(kind),
        "findings": [
            {
                "severity": severity,
                "words": f"{_SEVERITY[severity]} {say(f'audit.{severity}')}{f' ×{number}' if number > 1 else ''}",
                "message": "\n".join(said(one["message"]) for one in mine if one["severity"] == severity),
            }
            for severity, number in sorted(Counter(one["severity"] for one in mine).items(), key=_gravest)
        ],
    }


def _gravest(counted: tuple[str, int]) -> int:
    return list(_SEVERITY).index(counted[0])
