"""What does not fit, with its arithmetic, and a place to decide on each finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.reports import audit as report
from app.reports import evidence, provenance
from app.reports.tongue import Language
from app.widgets import badges
from ontology.namespaces import curie
from queries import decisions, findings
from queries.backend import named
from queries.findings import Asked

_FORMS = {"docx": "description", "xlsx": "table", "html": "public", "md": "notes"}
_MOST = 30  # findings on one page


def render() -> None:
    """Filters, progress, the findings with their arithmetic and decisions, and the reports."""
    st.title(say("audit.title"))
    whole, rules = session.audit(), session.rule_book()
    _progress(whole)
    shown = findings.chosen(whole, _filters(whole, rules))
    _reports(shown, rules)
    found = shown["findings"]
    if not found:
        st.info(say("audit.none"), icon=":material/check_circle:")
    page = st.pagination(max(1, -(-len(found) // _MOST)), key="audit_page") if len(found) > _MOST else 1
    for finding in found[((page or 1) - 1) * _MOST : (page or 1) * _MOST]:
        _finding(finding, rules)
    with st.expander(f"{say('audit.untested')} ({len(shown['untested'])})"):
        st.dataframe(
            [
                {
                    say("audit.rule"): one["rule"],
                    say("audit.reason"): one["reason"].get(language(), ""),
                    say("audit.records"): ", ".join(map(curie, one["subjects"])),
                }
                for one in shown["untested"]
            ],
            hide_index=True,
        )


def _progress(whole: Mapping[str, Any]) -> None:
    counts = whole["counts"]
    decided = sum(counts["by_status"].get(status, 0) for status in ("accepted", "rejected", "deferred"))
    total = max(1, counts["findings"])
    st.progress(decided / total, say("audit.progress", decided=decided, total=counts["findings"]))


def _filters(whole: Mapping[str, Any], rules: Mapping[str, Any]) -> Asked:
    counts = whole["counts"]
    left, middle, right = st.columns([4, 3, 3])
    with left:
        severities = st.pills(
            say("audit.severity"), ["ERROR", "WARN", "INFO"], selection_mode="multi", key="severity",
            format_func=lambda one: f"{say(f'audit.{one}')} ({counts['by_severity'].get(one, 0)})", bind="query-params",
        )  # fmt: skip
    with middle:
        named = st.multiselect(
            say("audit.rule"), list(counts["by_rule"]), placeholder=say("shared.choose"), key="rule", bind="query-params",
            format_func=lambda one: f"{one}: {rules[one]['title'].get(language(), '')}",
        )  # fmt: skip
    with right:
        statuses = st.multiselect(
            say("audit.status"), list(counts["by_status"]), placeholder=say("shared.choose"), key="status", bind="query-params",
            format_func=lambda one: say(f"audit.{one}"),
        )  # fmt: skip
    return Asked(rules=tuple(named), severities=tuple(severities), statuses=tuple(statuses))


def _reports(shown: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
    with st.container(horizontal=True):
        for form, icon in _FORMS.items():
            st.download_button(
                say("shared.download", form=form.upper()),
                data=lambda form=form: _report(shown, rules, form),  # type: ignore[misc]
                file_name=f"audit.{form}",
                key=f"report.{form}",
                icon=f":material/{icon}:",
                type="tertiary",
                on_click="ignore",
            )


def _report(shown: Mapping[str, Any], rules: Mapping[str, Any], form: str) -> bytes:
    known = provenance.of_store(session.backend(), named(), session.folder())
    held = evidence.load(session.backend())
    return report.render(shown, rules, cast("Language", language()), f".{form}", provenance=known, held=held)


def _finding(finding: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, gap="small"):
            badges.severity(finding["severity"])
            badges.status(finding["status"])
            st.caption(f"{finding['rule']} · {told(rules[finding['rule']]['title'])}")
        st.markdown(f"**{told(finding['message'])}**")
        if finding["formula"]:
            st.code(finding["formula"].replace("; ", "\n"), language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            for name in finding["statements"] or finding["subjects"][:3]:
                navigation.to_record(name, plain(curie(name)))
        against = say(f"audit.against_{finding['rests_on']}")
        st.caption(f"{against}. {told(finding['suggestion'])}")
        _details(finding, rules[finding["rule"]])
        _decision(finding)


def _details(finding: Mapping[str, Any], rule: Mapping[str, Any]) -> None:
    with st.expander(say("audit.why"), icon=":material/rule:"):
        st.write(told(rule["rationale"]))
        source = str(rule["source"])
        st.caption(f"{say('audit.source')}: {source if source.startswith('https://') else plain(source)}")
        for words in finding["assumptions"]:
            st.caption(f"{say('audit.assumed')}: {told(words)}")
        st.json(finding["inputs"], expanded=False)
        st.caption(plain(finding["id"]))


def _decision(finding: Mapping[str, Any]) -> None:
    taken = finding["decision"]
    if taken:
        words = say("audit.taken", verdict=say(f"audit.{taken['verdict']}"), by=taken["by"], on=taken["on"])
        st.caption(f"{plain(words)} {plain(taken['reason'])}")
    with (
        st.popover(say("audit.decide"), icon=":material/gavel:"),
        st.form(f"decide.{finding['id']}", border=False),
    ):
        verdict = st.radio(
            say("audit.verdict"),
            ["accepted", "rejected", "deferred"],
            format_func=lambda one: say(f"audit.{one}"),
            horizontal=True,
        )
        by = st.text_input(say("audit.by"), st.session_state.get("author", ""))
        reason = st.text_area(say("audit.reason"), help=say("audit.reason_help"))
        if st.form_submit_button(say("audit.save"), type="primary"):
            st.session_state["author"] = by
            _decide(finding, verdict or "", by, reason)


def _decide(finding: Mapping[str, Any], verdict: str, by: str, reason: str) -> None:
    decision = decisions.Decision(
        finding["id"],
        cast("decisions.Verdict", verdict),
        finding["inputs_digest"],
        by.strip(),
        dt.datetime.now(tz=dt.UTC).date(),
        reason.strip(),
    )
    decisions.add(session.decisions_file(), decision)
    st.rerun()
