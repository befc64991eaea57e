"""A file to take along: one look for all of them, made only when it is asked for, in the language of its page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.language import keeping, plain, say


def offer(
    form: str,
    data: bytes | str | Callable[[], bytes | str],
    *,
    file_name: str,
    mime: str,
    key: str,
    icon: str = "download",
) -> None:
    """A link that says in which form the file comes; ``key`` must be the only one on its page."""
    st.download_button(
        plain(say("shared.download", form=form)),
        data=keeping(data) if callable(data) else data,
        file_name=file_name,
        mime=mime,
        key=key,
        type="tertiary",
        icon=f":material/{icon}:",
        on_click="ignore",
    )
