"""What was decided on a finding, and the form to decide; a page that may not write says so and has no form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from app import reasons, session
from app.language import plain, say
from ontology.errors import LeitgraphError
from queries import decisions
from queries.backend import named
from queries.decisions import Decision
from queries.errors import DecidedMeanwhile

_VERDICTS = ("accepted", "rejected", "deferred")


def show(finding: Mapping[str, Any]) -> None:
    """The decisions so far, the newest last, and the form for one more."""
    st.markdown(f"**{say('audit.decision')}**")
    taken = decisions.history(session.all_decisions(), finding["id"])
    for one in taken:
        _taken(one, finding["inputs_digest"])
    hindrance = _hindrance()
    if hindrance:
        st.info(hindrance, icon=":material/lock:")
        return
    _form(finding, len(decisions.history(session.decided(), finding["id"])))


def _hindrance() -> str:
    """Why nothing can be decided here; empty where it can."""
    if named():
        return say("audit.read_only_endpoint")
    path = session.decisions_file()
    return "" if decisions.writable(path) else say("audit.read_only_file", file=plain(str(path)))


def _taken(one: Decision, digest: str) -> None:
    said = say("audit.taken", verdict=say(f"audit.{one.verdict}"), by=one.by, on=one.decided_on)
    lapsed = "" if one.inputs_digest == digest else f" {say('audit.on_other_numbers')}"
    st.markdown(f":material/history: {plain(said)} {plain(one.reason)}{lapsed}")


def _form(finding: Mapping[str, Any], seen: int) -> None:
    name = finding["id"]
    with st.form(f"decide.{name}"):
        st.radio(
            say("audit.verdict"),
            _VERDICTS,
            index=None,
            format_func=lambda one: say(f"audit.{one}"),
            captions=[say(f"audit.{one}_means") for one in _VERDICTS],
            horizontal=True,
            key=f"verdict.{name}",
        )
        st.text_input(say("audit.by"), st.session_state.get("author", ""), key=f"by.{name}")
        st.text_area(
            say("audit.reason"), placeholder=say("audit.reason_help"), key=f"reason.{name}", height=80
        )
        _answered(name)
        st.form_submit_button(
            say("audit.save"), type="primary", on_click=_decide, args=(name, finding["inputs_digest"], seen)
        )


def _answered(name: str) -> None:
    """What hindered the decision that was sent last; it stands, as what was typed does, until one is sent again."""
    finding, fault = st.session_state.get("fault", ("", ""))
    if finding == name:
        st.error(fault, icon=":material/error:")
    else:
        st.session_state.pop("fault", None)


def _decide(name: str, digest: str, seen: int) -> None:
    """Write the decision; ``seen`` is how many stood there when its author looked."""
    state = st.session_state
    state.pop("fault", None)
    verdict, by, reason = (str(state[f"{part}.{name}"] or "").strip() for part in ("verdict", "by", "reason"))
    if missing := _missing(verdict, by, reason):
        state["fault"] = name, missing
        return
    today = dt.datetime.now(tz=dt.UTC).date()
    decision = Decision(name, cast("decisions.Verdict", verdict), digest, by, today, reason)
    try:
        decisions.add(session.decisions_file(), decision, seen=seen)
    except DecidedMeanwhile:
        state["fault"] = name, say("audit.meanwhile")
    except LeitgraphError as fault:
        state["fault"] = name, f"{say('audit.not_written')} {reasons.why(fault)} {reasons.next_step(fault)}"
    else:
        state["author"] = by
        state[f"reason.{name}"] = ""
        st.toast(say("audit.written", verdict=say(f"audit.{verdict}"), finding=name), icon=":material/check:")


def _missing(verdict: str, by: str, reason: str) -> str:
    if not verdict:
        return say("audit.no_verdict")
    if not by:
        return say("audit.nobody")
    return say("audit.no_reason") if verdict == "rejected" and not reason else ""
