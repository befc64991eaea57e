"""All reports to be taken along: which one, in which form; it is made when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from app import session
from app.language import keeping, language, say
from app.reports import audit, evidence, export, provenance
from app.reports.forms.ending import FORMS
from app.reports.tongue import Language, Tongue
from queries.backend import named

_AUDIT = "audit"


def offer(shown: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
    """A place to choose a report; that on the audit holds the findings that are ``shown``."""
    with st.popover(say("audit.reports"), icon=":material/download:"):
        name = st.selectbox(say("audit.report"), offered(), format_func=_called, key="report") or _AUDIT
        forms = FORMS if name in (_AUDIT, *export.DOCUMENTS) else {_ending(name): None}
        ending = st.segmented_control(
            say("audit.form"),
            list(forms),
            default=next(iter(forms)),
            required=True,
            format_func=lambda one: one.removeprefix(".").upper(),
            key=f"report_form.{name}",
        )
        st.caption(say("audit.report_of_choice" if name == _AUDIT else "audit.report_of_all"))
        st.download_button(
            say("shared.download", form=_called(name)),
            data=keeping(lambda: made(name, str(ending), shown, rules)),
            file_name=f"{name}{ending}",
            key=f"report.{name}.{ending}",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
        )
        st.caption(say("audit.report_changes"))
        st.code("leitgraph export changes --out changes.docx", language=None)


def offered() -> tuple[str, ...]:
    """The names of the reports; an endpoint gives no dump of the whole graph."""
    return (_AUDIT, *export.DOCUMENTS, *export.REFERENCES, *(() if named() else export.DATASETS))


def _called(name: str) -> str:
    return say(f"audit_report.{name}")


def _ending(name: str) -> str:
    return export.REFERENCES.get(name) or export.DATASETS[name]


def made(name: str, ending: str, shown: Mapping[str, Any], rules: Mapping[str, Any]) -> bytes:
    """The content of the file."""
    backend = session.backend()
    if name in export.REFERENCES:
        return export.references(name, backend)
    if name in export.DATASETS:
        return export.dataset(name, session.folder())
    spoken = cast("Language", language())
    known, held = provenance.of_store(backend, named(), session.folder()), evidence.load(backend)
    if name == _AUDIT:
        return audit.render(shown, rules, spoken, ending, provenance=known, held=held)
    say_ = Tongue(spoken)
    audited = audit.tables(session.audit(), rules, say_, held) if name == "annex" else None
    return FORMS[ending](export.document(name, held, say_, known, audited))
