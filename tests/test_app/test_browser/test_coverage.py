"""Coverage in a real browser: from a cell to its studies and on to Ask, with the mouse and without it."""

import re

import pytest

from tests.test_app.test_browser.browsing import click_through, settled

pytestmark = pytest.mark.slow
LINK = "lang=en&endpoint=onc:ProgressionFreeSurvival&intervention=onc:RadicalLocalTherapy"


def test_a_click_on_a_cell_leads_to_its_evidence_and_on_to_ask(visit):
    page = visit("coverage", LINK)
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    chart.locator("canvas, svg").first.wait_for(timeout=60_000)
    box = chart.bounding_box()
    chart.click(position={"x": box["width"] - 80, "y": 50})
    page.get_by_role("heading", name="N3 · radical local therapy").wait_for(timeout=60_000)
    assert "cell=onc%3AN3" in page.url
    assert "39 patients, of whom 0 to 29 are meant" in page.locator("[data-testid=stMain]").inner_text()
    link = page.get_by_role("link", name="The whole answer in Ask").first
    click_through(page, link, re.compile(r"population=N3"))
    assert "N3" in page.locator("[data-testid=stMain]").inner_text()


def test_a_cell_is_chosen_with_the_keyboard(visit):
    page = visit("coverage", LINK)
    page.get_by_role("combobox", name="Cell whose evidence is shown").focus()
    page.keyboard.type("N3")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="N3 · radical local therapy").wait_for(timeout=60_000)
    settled(page)
    assert "cell=onc%3AN3" in page.url
