"""What does not fit: the findings as a list, the chosen one with its arithmetic beside it, and a decision on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.views.audit import decision, finding, reports
from app.widgets import badges, choice, table
from ontology.namespaces import curie, iri
from queries import findings
from queries.findings import Asked

_MOST = 50  # findings on one page of the list
_SHORT = 110  # characters of a message in the list
_FITS = 12  # findings that a list shows without a bar to scroll by
_HEIGHT = 900  # pixels of a list with more
_DECIDED = ("accepted", "rejected", "deferred")
_STATUSES = ("open", *_DECIDED, "lapsed")


def render() -> None:
    """The finding that the link names alone, else all findings with filters."""
    whole, rules = session.audit(), session.rule_book()
    head = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    head.title(say("audit.title"), width="content")
    asked = st.query_params.get("finding", "")
    if asked:
        _alone(asked, whole, rules)
        return
    _progress(whole)
    shown = findings.chosen(whole, _filters(whole, rules))
    with head:
        reports.offer(shown, rules)
    _list_and_detail(shown["findings"], rules)
    _untested(shown["untested"])
    _gone(whole["gone"])


def _alone(name: str, whole: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
    navigation.link("audit", f":material/arrow_back: {say('audit.all')}")
    found = next((one for one in whole["findings"] if one["id"] == name), None)
    if found:
        finding.show(found, rules[found["rule"]])
        decision.show(found)
        return
    gone = [one for one in whole["gone"] if one["id"] == name]
    st.info(
        plain(say("audit.gone_alone" if gone else "audit.unknown", finding=name)),
        icon=":material/search_off:",
    )
    _gone(gone)


def _progress(whole: Mapping[str, Any]) -> None:
    """How many findings of each severity are decided."""
    severities = [one for one in badges.SEVERITIES if one in whole["counts"]["by_severity"]]
    for column, severity in zip(st.columns(max(1, len(severities))), severities, strict=False):
        of_it = [one for one in whole["findings"] if one["severity"] == severity]
        decided = sum(one["status"] in _DECIDED for one in of_it)
        said = say("audit.progress", decided=decided, total=len(of_it))
        column.progress(decided / len(of_it), f"{badges.severity_mark(severity)}: {said}")


def _filters(whole: Mapping[str, Any], rules: Mapping[str, Any]) -> Asked:
    counts = whole["counts"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        severities = {
            one: f"{badges.severity_mark(one)} ({counts['by_severity'].get(one, 0)})"
            for one in badges.SEVERITIES
        }
        pills = partial(st.pills, selection_mode="multi")
        severity = choice.several(say("audit.severity"), severities, "severity", pills)
        words = st.text_input(
            say("audit.words"), key="words", bind="query-params", placeholder=say("audit.words_help"),
            icon=":material/search:",
        )  # fmt: skip
    passages = tuple(sorted({name for one in whole["findings"] for name in one["passages"]}))
    labels = session.labels(passages, language())
    named = {
        "rule": {one: f"{one}: {rules[one]['title'].get(language(), '')}" for one in counts["by_rule"]},
        "passage": {curie(one): labels.get(one, curie(one)) for one in passages},
        "status": {one: f"{say(f'audit.{one}')} ({counts['by_status'].get(one, 0)})" for one in _STATUSES},
    }
    rule, passage, status = (
        choice.several(say(f"audit.{name}"), known, name, place.multiselect, placeholder=say("shared.choose"))
        for place, (name, known) in zip(st.columns(3), named.items(), strict=True)
    )
    return Asked(
        rules=tuple(rule),
        severities=tuple(severity),
        statuses=tuple(status),
        passages=tuple(map(iri, passage)),
        words=words or "",
    )


def _list_and_detail(found: Sequence[Mapping[str, Any]], rules: Mapping[str, Any]) -> None:
    if not found:
        st.info(say("audit.none"), icon=":material/check_circle:")
        return
    left, right = st.columns([5, 7], gap="medium")
    with left:
        chosen = _chosen(found)
    with right, st.container(border=True):
        _steps(found, chosen)
        finding.show(chosen, rules[chosen["rule"]])
        decision.show(chosen)
        navigation.link("audit", f":material/link: {say('audit.alone')}", finding=chosen["id"])


def _chosen(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The list of findings, and which of them is chosen; one that a filter took away is followed by the next."""
    known = {one["id"]: one for one in found}
    names, asked = list(known), st.query_params.get("chosen", "")
    if asked and asked not in known:
        asked = names[min(st.session_state.get("place", 0), len(names) - 1)]
        st.query_params["chosen"] = asked
    if len(names) > _MOST:
        st.session_state.setdefault("audit_page", names.index(asked) // _MOST + 1 if asked else 1)
        page = st.pagination(-(-len(names) // _MOST), key="audit_page") or 1
        names = names[(page - 1) * _MOST : page * _MOST]
    drawn = partial(st.radio, captions=[_short(told(known[one]["message"])) for one in names])
    with st.container(height=_HEIGHT if len(names) > _FITS else "content", border=False, key="findings"):
        lines = {one: _line(known[one]) for one in names}
        name = choice.among(say("audit.list", number=len(found)), lines, "chosen", draw=drawn)
    st.session_state["place"] = names.index(name)
    return known[name]


def _line(one: Mapping[str, Any]) -> str:
    named = ", ".join(plain(curie(name).partition(":")[2]) for name in one["statements"])
    about = named or plain(str(one["inputs"].get("study") or ""))
    parts = [
        badges.severity_mark(one["severity"]),
        f"**{one['rule']}**",
        about,
        say(f"audit.{one['status']}"),
    ]
    return " · ".join(part for part in parts if part)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _steps(found: Sequence[Mapping[str, Any]], chosen: Mapping[str, Any]) -> None:
    """To the open finding before this one and to the one behind it."""
    names = [one["id"] for one in found]
    place = names.index(chosen["id"])
    is_open = [one["status"] in ("open", "lapsed") for one in found]
    before = next((names[i] for i in range(place - 1, -1, -1) if is_open[i]), "")
    after = next((names[i] for i in range(place + 1, len(names)) if is_open[i]), "")
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for key, name, icon in (("before", before, "arrow_back"), ("after", after, "arrow_forward")):
            st.button(
                say(f"audit.{key}"), icon=f":material/{icon}:", type="tertiary", disabled=not name, key=f"step.{key}",
                on_click=_go, args=(name, names.index(name) // _MOST + 1 if name else 1),
            )  # fmt: skip


def _go(name: str, page: int) -> None:
    st.query_params["chosen"] = name
    st.session_state["audit_page"] = page


def _untested(untested: Sequence[Mapping[str, Any]]) -> None:
    with st.expander(f"{say('audit.untested')} ({len(untested)})"):
        titles = {name: say(f"audit.{name}") for name in ("rule", "reason", "records")}
        rows = [
            {"rule": one["rule"], "reason": one["reason"].get(language(), ""), "records": ", ".join(map(curie, one["subjects"]))}
            for one in untested
        ]  # fmt: skip
        table.show(say("audit.untested"), rows, titles=titles)


def _gone(gone: Sequence[Mapping[str, Any]]) -> None:
    if not gone:
        return
    with st.expander(f"{say('audit.gone')} ({len(gone)})"):
        titles = {name: say(f"audit.{name}") for name in ("finding", "verdict", "by", "on", "reason")}
        rows = [
            {**one["decision"], "finding": one["id"], "verdict": say(f"audit.{one['decision']['verdict']}")} for one in gone
        ]  # fmt: skip
        table.show(say("audit.gone"), rows, titles=titles)
