"""One finding: what does not fit, its arithmetic step by step, where its numbers come from, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told, words
from app.reports.audit_words import AuditWords
from app.reports.tongue import Language, Tongue
from app.widgets import badges, wording
from ontology.namespaces import BASE, curie
from queries.records import Record

_MOST_RECORDS = 12
#: What of a record says a number as its source has it.
_PRINTED = ("lg:printed", "lg:percentPrinted", "lg:pPrinted", "lg:approximator")


def show(finding: Mapping[str, Any], rule: Mapping[str, Any]) -> None:
    """Everything there is to a finding, but for the decisions on it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        badges.show(badges.severity(finding["severity"]), badges.status(finding["status"]))
        st.caption(f"{finding['rule']} · {told(rule['title'])}", width="content")
    st.header(told(finding["message"]), anchor=False)
    against = say(f"audit.against_{finding['rests_on']}")
    st.caption(f"{against}. {told(finding['suggestion'])}")
    _arithmetic(finding)
    _origins(finding)
    _rule(finding, rule)


def _arithmetic(finding: Mapping[str, Any]) -> None:
    """The steps, one on a line, and the numbers by name."""
    records = tuple(one for one in finding["inputs"].values() if str(one).startswith(BASE))
    names = session.labels(records, language())
    told_in = AuditWords({}, {}, Tongue(cast("Language", language())), names=names)
    if finding["formula"]:
        st.markdown(f"**{say('audit.steps')}**")
        steps = [plain(step) for step in str(told_in.formula(finding)).split("; ")]
        with st.container(border=True):
            st.markdown("\n".join(f"1. {step}" for step in steps) if len(steps) > 1 else steps[0])
        signs = [sign for sign in words()["audit_sign"] if sign in finding["formula"]]
        if signs:
            st.caption(" · ".join(f"{sign} {say(f'audit_sign.{sign}')}" for sign in signs))
    for assumed in finding["assumptions"]:
        st.caption(f":material/help: {say('audit.assumed')}: {told(assumed)}")
    numbers = [(name, plain(value)) for name, value in told_in.numbers(finding)]
    if numbers:
        with st.expander(say("audit.numbers"), icon=":material/tag:"):
            st.table(
                [{say("audit.number"): name, say("audit.value"): value} for name, value in numbers],
                border="horizontal",
                hide_index=True,
                alt=say("audit.numbers"),
            )


def _origins(finding: Mapping[str, Any]) -> None:
    """The statements and the other records that the numbers stand in, each with a link and what is printed there."""
    others = [name for name in finding["subjects"] if name not in finding["statements"]]
    names = [*finding["statements"], *others]
    if not names:
        return
    st.markdown(f"**{say('audit.origins')}**")
    labels = session.labels(tuple(names), language())
    for name in names[:_MOST_RECORDS]:
        _origin(name, labels.get(name, ""))
    if len(names) > _MOST_RECORDS:
        st.caption(say("audit.more", number=len(names) - _MOST_RECORDS))


def _origin(name: str, label: str) -> None:
    record = session.record(name)
    if curie(name).startswith("statement:"):
        navigation.to_record(name, plain(curie(name).partition(":")[2]))
        st.markdown(told(record.text("lg:paraphrase")))
        wording.of_statement(record)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        navigation.to_record(name, plain(record.one("lg:measure") or label or curie(name)))
        printed = [value for prop in _PRINTED for value in record.all(prop)]
        if printed:
            st.caption(plain(say("audit.printed", values=" · ".join(printed))), width="content")
        _source(record)


def _source(record: Record) -> None:
    """The study behind a record, and whose words it is in."""
    for prop in ("lg:ofStudy", "lg:assesses", "lg:reportsOn", "lg:comparesWith"):
        for name in record.all(prop)[:1]:
            navigation.to_record(name, plain(session.labels((name,), language()).get(name, curie(name))))
            return


def _rule(finding: Mapping[str, Any], rule: Mapping[str, Any]) -> None:
    with st.expander(say("audit.why"), icon=":material/rule:"):
        st.write(told(rule["rationale"]))
        source = str(rule["source"])
        shown = source if source.startswith("https://") else plain(source)
        st.caption(f"{say('audit.source')}: {shown}")
        st.caption(say("audit.version", rule=plain(finding["rule"]), version=finding["rule_version"]))
        st.caption(plain(finding["id"]))
