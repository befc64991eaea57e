"""The very first reader of a server that has just been started: each link leads to its page, and none to a dialog of Streamlit's."""

import re

import pytest

from app.language import words
from tests.browser import chromium
from tests.serving import serving
from tests.test_app.test_browser.browsing import settled

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("study?id=study:de_ruysscher_2012&lang=en", re.compile("De Ruysscher 2012")),
        ("ask?population=N3&lang=en", words()["ask"]["title"]["en"]),
    ],
)
def test_the_first_link_of_all_leads_to_its_page(home, link, heading):
    with serving(home) as served, chromium(locale="de-DE") as page:
        page.goto(f"{served.url}/{link}")
        page.get_by_role("heading", name=heading, level=1).wait_for(timeout=60_000)
        settled(page)
        assert page.get_by_role("dialog").count() == 0
        assert page.evaluate("document.documentElement.lang") == "en"


def test_the_start_page_answers_at_its_own_name_and_keeps_the_question(visit):
    page = visit("ask", "lang=en")
    page.goto(f"{page.url.partition('?')[0]}ask?population=N2&lang=en")
    page.get_by_label("Patients", exact=True).wait_for(timeout=60_000)
    settled(page)
    assert page.get_by_label("Patients", exact=True).input_value() == "N2"
    assert page.get_by_role("dialog").count() == 0


def test_a_language_that_was_chosen_is_remembered_and_a_link_decides(server):
    with chromium(locale="de-DE") as page:
        page.goto(f"{server.url}/about")
        page.get_by_role("radio", name="EN").click()
        page.get_by_role("heading", name="About Leitgraph").wait_for(timeout=60_000)
        page.wait_for_function("document.cookie.includes('language=en')", timeout=60_000)
        page.goto(f"{server.url}/about")
        page.get_by_role("heading", name="About Leitgraph").wait_for(timeout=60_000)
        page.goto(f"{server.url}/about?lang=de")
        page.get_by_role("heading", name="Über Leitgraph").wait_for(timeout=60_000)


def test_an_address_without_a_page_is_told_on_the_start_page(visit):
    page = visit("nosuch", "lang=en")
    assert "There is no page at “nosuch”" in page.locator("[data-testid=stMain]").inner_text()
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize(
    ("name", "link", "title"),
    [
        ("audit", "", "Audit – Leitgraph"),
        ("study", "&id=study:de_ruysscher_2012", "De Ruysscher 2012 (NCT01282450) – Study – Leitgraph"),
    ],
)
def test_the_tab_says_which_record_and_which_page(visit, name, link, title):
    page = visit(name, f"lang=en{link}")
    page.wait_for_function("title => document.title === title", arg=title, timeout=60_000)
