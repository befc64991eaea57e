"""The graph in a real browser: a click on a record opens it, a figure is taken along, the way of a statement is drawn."""

import re

import pytest

from tests.test_app.test_browser.browsing import settled

pytestmark = pytest.mark.slow


#: The mark that stands where the name of a record begins.
_MARK = """name => {
  const at = mark => mark.getAttribute('transform').match(/-?[\\d.]+/g).slice(0, 2).map(Number);
  const picture = document.querySelector('[data-testid=stVegaLiteChart]');
  const said = [...picture.querySelectorAll('.role-mark text')].find(one => one.textContent.startsWith(name));
  const far = mark => Math.hypot(...at(mark).map((place, axis) => place - at(said)[axis]));
  return [...picture.querySelectorAll('.mark-symbol.role-mark path')].sort((a, b) => far(a) - far(b))[0];
}"""


def named(page, name):
    return page.locator("[data-testid=stVegaLiteChart] .role-mark text").filter(has_text=name).first


def shown(page):
    """How many records the picture says it shows."""
    found = page.get_by_text(re.compile(r"^\d+ records, \d+ links")).first
    found.wait_for(timeout=60_000)
    return int(found.inner_text().split()[0])


def test_a_click_opens_a_record_and_the_link_keeps_it(visit):
    page = visit("network", "lang=en&id=study:gomez_2016")
    before = shown(page)
    named(page, "Lancet Oncol").wait_for(timeout=60_000)
    page.evaluate_handle(_MARK, "Lancet Oncol").as_element().click()
    page.wait_for_url("**expanded=publication*", timeout=60_000)
    page.get_by_role("button", name="Collapse", exact=True).wait_for(timeout=60_000)
    settled(page)
    assert shown(page) > before
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Collapse all").wait_for(timeout=60_000)
    assert shown(page) > before
    page.get_by_role("button", name="Collapse all").click()
    page.wait_for_function("!location.search.includes('expanded')", timeout=60_000)
    settled(page)
    assert shown(page) == before


def test_the_way_of_a_statement_is_drawn_and_taken_along(visit, tmp_path):
    page = visit("network", "lang=en&id=statement:S1.33&mode=provenance")
    named(page, "J Thorac Oncol 2012").wait_for(timeout=60_000)
    for form in ("SVG", "PNG"):
        with page.expect_download(timeout=60_000) as taken:
            page.get_by_role("button", name=f"Download {form}").first.click()
        taken.value.save_as(tmp_path / f"network.{form.lower()}")
    assert "J Thorac Oncol 2012" in (tmp_path / "network.svg").read_text(encoding="utf-8")
    assert (tmp_path / "network.png").read_bytes().startswith(b"\x89PNG")
