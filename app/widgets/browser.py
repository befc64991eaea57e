"""What Streamlit does not tell the browser, told by two small scripts of ours: they read text and write text, never HTML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app.language import say

_HERE = Path(__file__).parent


def _script(name: str) -> Any:
    js = (_HERE / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"leitgraph_{name}", js=js, isolate_styles=False)


_SPOKEN, _PRINTED = _script("spoken"), _script("printed")


def speaks(language: str, *, chosen: bool) -> None:
    """Say in which language the page is, to whoever has it read aloud, translated or printed; remember one that was chosen."""
    with st.container(key="spoken"):
        _SPOKEN(data={"language": language, "chosen": chosen, "folded": say("shared.folded")})


def printed(name: str, titles: Sequence[str], rows: Sequence[Sequence[str]], more: str) -> None:
    """A table that stands on paper alone: on the screen it is a picture, which a sheet would cut.

    ``more`` tells of rows that are not on paper; it is empty where all are.
    """
    with st.container(key=f"printed.{name}"):
        _PRINTED(data={"titles": titles, "rows": rows, "more": more})
