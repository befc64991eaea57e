"""The explorer: which page is shown, and what stands on every page: search, language, what the data are."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st
import structlog
from streamlit.navigation.page import Page

from app import navigation, reasons, session
from app.language import LANGUAGES, keeping, language, plain, say
from app.widgets import browser, search_box
from ontology.errors import LeitgraphError
from ontology.namespaces import curie, iri
from queries.errors import EndpointUnreachable, StoreMissing

_HERE = Path(__file__).parent
_SIDEBAR = 230  # pixels
_TAB = 60  # letters of a label that the title of a tab has room for

st.set_page_config(page_icon=str(_HERE / "icon.svg"), layout="wide", initial_sidebar_state=_SIDEBAR)


def _language() -> None:
    chosen = st.segmented_control(
        say("shared.language"),
        LANGUAGES,
        default=language(),
        required=True,
        format_func=str.upper,
        key="language_choice",
        label_visibility="collapsed",
    )
    if chosen and chosen != language():
        st.session_state["language"] = chosen
        st.session_state["language_chosen"] = True
        st.query_params["lang"] = chosen
        st.rerun()


def _titled(page: str) -> None:
    """The title of the tab: the record that the link names, the page, and whose it is."""
    record = st.query_params.get("id", "")
    with suppress(LeitgraphError):
        label = session.labels((name := iri(record),), language()).get(name, "")
        record = label if 0 < len(label) <= _TAB else curie(name).partition(":")[2]
    st.set_page_config(page_title=" – ".join(part for part in (record, page, "Leitgraph") if part))


def _missing() -> None:
    """What the reader looked for at an address that has no page."""
    if name := st.query_params.get(navigation.MISSING):
        st.warning(say("shared.missing", name=plain(name)), icon=":material/wrong_location:")


def _frame(page: str) -> None:
    st.html(_HERE / "screen.css")
    browser.speaks(language(), chosen=st.session_state.get("language_chosen", False))
    _titled(page)
    _missing()
    with st.sidebar:
        search_box.show()
        _language()
        if session.is_there():
            st.caption(say("shared.generation", name=plain(session.generation())))


def _shown(page: Page) -> None:
    """The page, or why it cannot be shown and what to do."""
    try:
        _frame(page.title)
        keeping(page.run)()  # what language a page speaks is looked up once, not for each of its words
    except StoreMissing as fault:
        structlog.get_logger().warning("no store", fault=str(fault))
        st.error(f"**{say('shared.no_store')}** {say('shared.no_store_why')}", icon=":material/database_off:")
        st.write(say("shared.no_store_next"))
        st.code(fault.next_step.removeprefix("run: ").replace(", then ", "\n"), language="bash")
    except EndpointUnreachable as fault:
        st.error(f"**{say('shared.no_endpoint')}** {reasons.why(fault)}", icon=":material/cloud_off:")
        st.write(say("shared.no_endpoint_next"))
    except LeitgraphError as fault:
        st.warning(f"{say('shared.fault')} {reasons.why(fault)}", icon=":material/error:")
        if step := reasons.next_step(fault):
            st.caption(say("shared.next_step", step=step))
    except Exception:  # noqa: BLE001  the last door: whatever comes here is our own fault, and a reader sees no code
        structlog.get_logger().exception("page failed")
        st.error(say("shared.internal"), icon=":material/bug_report:")


_shown(st.navigation(navigation.pages()))
