"""The vocabulary in a real browser: a term is found by words, and another one is a click away."""

import re

import pytest

from tests.test_app.test_browser.browsing import click_through

pytestmark = pytest.mark.slow


def test_from_a_word_to_its_term_and_on_to_a_narrower_one(visit):
    page = visit("vocabulary", "lang=en")
    page.get_by_role("textbox", name="Find a term").fill("Lokaltherpie")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="local therapy", exact=True).wait_for(timeout=60_000)
    assert "id=onc" in page.url
    click_through(
        page, page.get_by_role("link", name="definitive local therapy"), re.compile(r"DefinitiveLocalTherapy")
    )
    page.get_by_role("heading", name="definitive local therapy").wait_for(timeout=60_000)
    assert "Lokaltherapie" in page.locator("[data-testid=stMain]").inner_text()
