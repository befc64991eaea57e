"""The query page in a real browser: the editor runs a query without a request to anywhere else; a link shows a query and does not run it."""

from urllib.parse import quote, urlsplit

import pytest

from tests.browser import chromium

pytestmark = pytest.mark.slow
QUERY = "SELECT ?study WHERE { ?study a <https://w3id.org/leitgraph/ontology/Study> } ORDER BY ?study LIMIT 3"


@pytest.fixture(scope="module")
def page():
    with chromium(locale="de-DE", viewport={"width": 1280, "height": 1000}) as page:
        page.requests, page.faults = [], []
        page.on("request", lambda request: page.requests.append(request))  # noqa: PLW0108  a method of list holds no marks
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        yield page


@pytest.fixture
def opened(page, served):
    """The page as somebody sees it who comes for the first time."""
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(served.sparql)
    page.evaluate("localStorage.clear()")
    page.requests.clear()
    page.faults.clear()
    return page


def queries(page):
    return [request for request in page.requests if request.method == "POST"]


def shown(page):
    return page.locator(".tabPanel.active .CodeMirror-code").inner_text()


def test_the_editor_runs_a_query_and_nothing_is_asked_of_anybody_else(opened, served):
    opened.goto(f"{served.sparql}#query={quote(QUERY)}")
    opened.reload()
    opened.locator(".tabPanel.active .yasqe_queryButton").click()
    opened.locator(".tabPanel.active .yasr table tbody tr").nth(2).wait_for(timeout=60_000)
    assert opened.locator(".tabPanel.active .yasr table tbody tr").count() == 3
    assert len(queries(opened)) == 1
    here = urlsplit(served.url).netloc
    elsewhere = [
        r.url
        for r in opened.requests
        if urlsplit(r.url).scheme.startswith("http") and urlsplit(r.url).netloc != here
    ]
    assert elsewhere == []
    assert opened.faults == []


def test_a_link_shows_a_query_and_does_not_run_it(opened, served):
    opened.goto("about:blank")
    opened.goto(f"{served.sparql}#query={quote(QUERY)}")
    opened.locator(".tabPanel.active .CodeMirror-code").wait_for(timeout=60_000)
    assert "LIMIT 3" in shown(opened)
    opened.wait_for_timeout(500)
    assert queries(opened) == []
    assert not any("query=" in request.url for request in opened.requests), (
        "what stands behind # is sent to nobody"
    )


def test_a_query_in_the_address_is_shown_to_a_browser_and_not_run(opened, served):
    opened.goto(f"{served.sparql}?query={quote(QUERY)}")
    opened.locator(".tabPanel.active .CodeMirror-code").wait_for(timeout=60_000)
    assert "LIMIT 3" in shown(opened)
    assert queries(opened) == []


def test_a_question_of_the_catalogue_is_found_and_opened_in_the_editor(opened):
    opened.locator("#find").fill("welche design phase")
    found = opened.locator("details.question:visible")
    assert 1 <= found.count() <= 5
    found.first.locator("summary").click()
    assert found.first.locator("table.parameters").count() == 1
    found.first.locator("a.load").click()
    opened.wait_for_timeout(500)
    assert "PREFIX lg:" in shown(opened)
    assert queries(opened) == []
    opened.locator(".tabPanel.active .yasqe_queryButton").click()
    opened.locator(".tabPanel.active .yasr table tbody tr").first.wait_for(timeout=60_000)
    assert opened.faults == []


def test_an_iri_of_ours_among_the_results_leads_to_its_page_here(opened, served):
    opened.goto(f"{served.sparql}#query={quote(QUERY)}")
    opened.reload()
    opened.locator(".tabPanel.active .yasqe_queryButton").click()
    with opened.context.expect_page() as popup:
        opened.locator(".tabPanel.active .yasr table tbody a.iri").first.click()
    assert popup.value.url.startswith(f"{served.url}/id/study/")
    popup.value.close()
