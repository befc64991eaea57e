"""Reading in a real browser: from the question to the passage and the source, a claim by link, by click and by key, wording on and off."""

import re

import pytest

from tests.serving import serving
from tests.test_app.test_browser.browsing import click_through, settled

pytestmark = pytest.mark.slow
PANEL = ".st-key-claim_panel"


def test_from_the_question_to_the_passage(visit):
    page = visit("ask", "lang=en")
    assert "39 patients, of whom 0 to 29 in question" in page.locator("[data-testid=stMain]").inner_text()
    click_through(page, page.get_by_role("link", name="S1.09").first, re.compile(r"/statement\?.*S1\.09"))
    assert page.locator("h1").inner_text() == "Evidence statement S1.09"
    click_through(page, page.get_by_role("link", name="Read in place"), re.compile(r"/guideline\?.*S1\.09"))
    page.locator(PANEL).get_by_text("Evidence statement S1.09").wait_for(timeout=60_000)
    tag = page.get_by_role("button", name="evidence statement S1.09", exact=True)
    assert tag.get_attribute("aria-pressed") == "true"
    assert tag.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }"
    )


def test_from_a_number_to_its_source(visit):
    page = visit("ask", "lang=en")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="13.5 months").first.click()
    opened.value.get_by_role("link", name=re.compile("De Ruysscher")).or_(
        opened.value.get_by_text(re.compile("os_median|13.5 months"))
    ).first.wait_for(timeout=60_000)
    assert "id=result%3Ade_ruysscher_2012.evaluable.os_median" in opened.value.url
    opened.value.close()


def test_the_blocks_are_one_click_from_the_top(visit):
    page = visit("ask", "lang=en")
    page.get_by_test_id("stMetric").get_by_role("link", name="Guideline").click()
    head = page.get_by_role("heading", name=re.compile("What the guideline says"))
    page.wait_for_function("e => e.getBoundingClientRect().top < innerHeight", arg=head.element_handle())
    assert page.url.endswith("#guideline")


def test_chips_make_the_question_and_take_it_back(visit):
    page = visit("ask", "lang=en&population=N3")
    page.get_by_text("Choose criteria by click").click()
    page.get_by_role("button", name="N2", exact=True).click()
    chip = page.locator(".st-key-understood").get_by_role("button", name="nodal category: N2 or N3")
    chip.wait_for(timeout=60_000)
    assert "population=N2+or+N3" in page.url
    page.get_by_role("button", name="synchronous", exact=True).click()
    page.get_by_role("button", name="timing of metastases: synchronous").wait_for(timeout=60_000)
    chip.click()
    chip.wait_for(state="detached", timeout=60_000)
    settled(page)
    assert page.get_by_role("textbox", name="Patients").input_value() == "synchronous"


def test_the_queries_behind_an_answer_are_those_that_were_asked(visit):
    page = visit("ask", "lang=en&population=N3&outcome=onc:OverallSurvival")
    page.locator(".st-key-behind").get_by_text("The query behind this").click()
    page.locator(".st-key-behind code").filter(has_text="leitgraph evidence").wait_for(timeout=60_000)
    shown = page.locator(".st-key-behind").inner_text()
    assert "--outcome onc:OverallSurvival" in shown
    assert "?received rdfs:subClassOf ?intervention" in shown
    assert "VALUES ?intervention { <https://w3id.org/leitgraph/oncology/" in " ".join(shown.split())


def test_a_claim_is_chosen_by_click_by_key_and_by_its_note(visit):
    page = visit("guideline", "lang=en&id=passage:S0")
    page.locator(PANEL).get_by_text("No claim chosen").wait_for(timeout=60_000)
    page.get_by_role("button", name="recommendation S0.08", exact=True).click()
    page.locator(PANEL).get_by_text("Recommendation S0.08").wait_for(timeout=60_000)
    assert "claim=statement%3AS0.08" in page.url
    page.get_by_role("button", name="definition S0.06", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(PANEL).get_by_text("Definition S0.06").wait_for(timeout=60_000)
    page.get_by_role("button", name=re.compile("^S0.01")).click()
    page.locator(PANEL).get_by_text("Recommendation S0.01").wait_for(timeout=60_000)
    assert page.locator(".reader :is(script, img, iframe)").count() == 0


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_chosen_claim_stays_in_the_other_language(visit, lang):
    page = visit("guideline", f"lang={lang}&id=passage:S1&claim=statement:S1.28")
    page.locator(PANEL).get_by_text(
        {"de": "Ergebnisbericht S1.28", "en": "Result report S1.28"}[lang]
    ).wait_for(timeout=60_000)
    other = {"de": "en", "en": "de"}[lang]
    page.get_by_role("radio", name=other.upper()).click()
    page.locator(PANEL).get_by_text(
        {"de": "Ergebnisbericht S1.28", "en": "Result report S1.28"}[other]
    ).wait_for(timeout=60_000)
    assert f"lang={other}" in page.url
    assert "claim=statement%3AS1.28" in page.url


@pytest.mark.shared
def test_the_wording_of_an_own_copy_is_shown_and_put_away(own_home, page, shared):
    copy = next(path for path in sorted((shared / "sources").iterdir()) if path.name.startswith("000"))
    first = copy.read_text(encoding="utf-8").split("\n")[0]
    with serving(own_home, LEITGRAPH_SOURCES=str(shared / "sources")) as served:
        page = page.context.browser.new_page(locale="de-DE")
        page.goto(f"{served.url}/guideline?lang=de&id=passage:S0")
        text = page.locator(".reader .paragraph")
        text.first.wait_for(timeout=60_000)
        assert text.first.inner_text().endswith(first)
        page.get_by_text("Wortlaut zeigen").click()
        page.wait_for_function(
            "first => !document.querySelector('.reader .paragraph')?.textContent.endsWith(first)",
            arg=first,
            timeout=60_000,
        )
        page.wait_for_url(re.compile("wording=false"), timeout=60_000)
        page.context.close()
