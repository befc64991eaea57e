"""A question that takes too long: its panel says so with what to do, the others answer, and it is not asked again at each click."""

import pytest
from streamlit.testing.v1 import AppTest

from app import session
from app.language import words
from queries.errors import QueryTimeout
from tests.test_app.test_explorer.opening import text

pytestmark = pytest.mark.usefixtures("store")


class Slow:
    """A store that has no answer in time for one kind of question."""

    def __init__(self, part):
        self.part, self.asked = part, 0

    def query(self, sparql):
        if self.part in sparql:
            self.asked += 1
            raise QueryTimeout("the query took longer than 10 s and was ended")
        return session.backend().query(sparql)


def script(lang):
    """A page of two panels."""
    import streamlit as st

    from app import navigation
    from app.widgets import panel

    st.query_params["lang"] = lang
    st.navigation(navigation.pages(), position="hidden")
    st.title("Two panels")
    for question in ("readings_of_study", "publications_of_study"):
        panel.show(question, study="study:de_ruysscher_2012")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_panel_fails_alone_and_says_what_to_do(monkeypatch, lang):
    slow = Slow("lg:readingOn")
    monkeypatch.setattr(session, "_GUARDED", [slow])
    page = AppTest.from_function(script, default_timeout=60, kwargs={"lang": lang}).run()
    assert not page.exception
    asked = slow.asked
    assert asked == 1
    assert words()["shared"]["too_slow"][lang] in page.warning[0].value
    assert words()["shared"]["ask_less"][lang][:20] in text(page)
    assert len(page.dataframe) == 1
    page.run()
    assert slow.asked == asked
    assert [fault.__traceback__ for fault in page.session_state["slow"].values()] == [None]


def test_rows_over_the_limit_are_told(monkeypatch):
    monkeypatch.setenv("LEITGRAPH_LIMIT_ROWS", "3")
    page = AppTest.from_function(script, default_timeout=60, kwargs={"lang": "en"}).run()
    assert "Only the first" in text(page)
