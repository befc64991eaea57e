"""The query page in a real browser: a query is found, changed, run and handed on; a link shows it and runs nothing."""

import json
import re
from urllib.parse import quote, urlsplit

import pytest

from app.language import words
from tests.hostile.payloads import LINKS, MARKUP
from tests.test_app.test_browser.browsing import settled

pytestmark = pytest.mark.slow
QUERY = "SELECT ?study WHERE { ?study a <https://w3id.org/leitgraph/ontology/Study> } ORDER BY ?study LIMIT 3"
SAID = {name: words()["editor"][name]["en"] for name in words()["editor"]}


@pytest.fixture
def asked(page):
    """The queries that were sent while a test ran."""
    sent = []

    def note(request):
        if urlsplit(request.url).path == "/sparql":
            sent.append(request)

    page.on("request", note)
    yield sent
    page.remove_listener("request", note)


def editor(page):
    code = page.locator(".yasqe .CodeMirror-code")
    code.wait_for(timeout=60_000)
    return code


def put(page, query):
    page.locator(".yasqe .CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def test_a_query_is_found_changed_run_and_handed_on(visit, asked):
    page = visit("query", "lang=en")
    page.get_by_role("textbox", name="Find questions").fill("hazrad ratio")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"^1 of \d+ questions")).wait_for(timeout=60_000)
    page.get_by_test_id("stRadioOption").first.click()
    page.get_by_role("button", name=words()["query"]["change"]["en"]).click()
    assert "lg:hazardRatio" in editor(page).inner_text()
    assert asked == []
    put(page, QUERY)
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="3 rows").wait_for(timeout=60_000)
    assert len(asked) == 1
    settled(page)
    page.get_by_role("button", name=SAID["link"]).click()
    page.wait_for_url(f"**#query={quote(QUERY, safe='*')}", timeout=60_000)
    link = page.url
    asked.clear()
    page.goto("about:blank")
    page.goto(link)
    assert "LIMIT 3" in editor(page).inner_text()
    settled(page)
    assert asked == []
    page.get_by_role("button", name=SAID["run"], exact=True).click()
    page.get_by_role("heading", name="3 rows").wait_for(timeout=60_000)


def test_a_query_that_takes_too_long_can_be_stopped(visit):
    page = visit("query", "lang=en&mode=own")
    editor(page)
    put(page, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name=SAID["stop"]).click()
    page.get_by_text(SAID["stopped"]).wait_for(timeout=60_000)


def test_the_editor_suggests_terms_of_ours_and_declares_their_prefix(visit):
    page = visit("query", "lang=en&mode=own")
    editor(page)
    put(page, "")
    page.keyboard.type("SELECT * WHERE { ?s a lg:Strat")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hints").get_by_text("lg:Stratum", exact=True).click()
    shown = editor(page).inner_text()
    assert "PREFIX lg: <https://w3id.org/leitgraph/ontology/>" in shown
    assert "lg:Stratum" in shown


def test_hostile_words_in_results_stay_words_in_table_and_chart(visit):
    page = visit("query", "lang=en&mode=own")
    editor(page)
    values = " ".join(
        f"({json.dumps(text)} {number})" for number, text in enumerate([*MARKUP[:6], *LINKS[:3]], 1)
    )
    put(page, f"SELECT ?label ?n WHERE {{ VALUES (?label ?n) {{ {values} }} }}")
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="9 rows").wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("tab", name=words()["query"]["as_chart"]["en"]).click()
    page.locator("[data-testid=stVegaLiteChart]:visible svg").wait_for(timeout=60_000)
    main = page.locator("[data-testid=stMain]")
    assert main.locator(":is(script, iframe, img[src=x], object, embed, base)").count() == 0
    assert main.locator("a[href^='javascript:']").count() == 0
