"""A corpus whose every text holds a payload: on every page it is shown and never run, and no link of it leads away."""

import pytest

from app.navigation import PAGES
from tests.browser import chromium
from tests.hostile import relabelled
from tests.hostile.markup import faults
from tests.serving import serving
from tests.test_app.test_browser.browsing import LINKS, opening, settled, watched

pytestmark = pytest.mark.slow
ASKED = {"query": "&question=survival_over_time&study=study:de_ruysscher_2012"}
#: Elements and addresses that only a payload can have brought; Streamlit makes none of these in a page.
BROUGHT = """() => [...document.querySelectorAll('body *')].filter(e =>
    [...e.attributes].some(a => /^on/i.test(a.name)
      || (['href', 'src', 'action', 'formaction', 'data'].includes(a.name)
          && (/^[\\s\\u0000-\\u001f]*(javascript|data:text|data:image.svg|vbscript|feed|view-source|filesystem):?/i.test(a.value)
              || /evil/.test(a.value) || a.value === 'x')))
    || ['MARQUEE', 'KEYGEN', 'OBJECT', 'EMBED', 'BASE', 'X', 'MATH'].includes(e.tagName)
    || (['SCRIPT', 'STYLE', 'IFRAME'].includes(e.tagName) && /alert\\(1\\)/.test(e.outerHTML) && e.closest('[data-testid=stApp]'))
  ).map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def hostile(home, tmp_path_factory):
    with serving(
        relabelled.home(tmp_path_factory.mktemp("hostile"), home), LEITGRAPH_LIMIT_BUDGET="false"
    ) as served:
        yield served


@pytest.fixture(scope="module")
def looking(hostile):
    with chromium(locale="en-GB", viewport={"width": 1280, "height": 1400}, accept_downloads=True) as page:
        yield watched(page, hostile.url)


@pytest.fixture
def visit(hostile, looking):
    with opening(looking, hostile.url, LINKS) as opened:
        yield opened
    assert looking.evaluate(BROUGHT) == []


def _opened(page):
    """All that is folded away: tabs, expanders, and what stands beside a mark of a chart."""
    for tab in page.locator("[data-testid=stMain] [role=tab]").all():
        tab.click()
        yield page
    for folded in page.locator("[data-testid=stMain] [data-testid=stExpander] summary").all()[:5]:
        folded.click()
    for marks in page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg):visible").all()[:3]:
        marks.hover()
    yield page


@pytest.mark.parametrize("name", PAGES)
def test_payloads_stay_text_on_every_page(visit, name):
    page = visit(name, f"lang=en{ASKED.get(name, '')}")
    for shown in _opened(page):
        assert shown.evaluate(BROUGHT) == []
    page.evaluate(
        "window.dispatchEvent(new Event('beforeprint'))"
    )  # tables are pictures on the screen and text on paper
    assert page.evaluate(BROUGHT) == []
    assert "alert(1)" in page.content()


def test_payloads_stay_text_among_what_a_search_finds(visit):
    page = visit("about")
    page.get_by_role("textbox", name="Search").fill("De Ruysscher")
    page.keyboard.press("Enter")
    page.locator("[data-testid=stSidebar]").get_by_text("alert(1)").first.wait_for(timeout=60_000)


def test_payloads_stay_text_in_a_report_that_is_taken_along(visit, tmp_path):
    page = visit("audit")
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("radio", name="HTML").click()
    settled(page)
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="Download").last.click()
    taken.value.save_as(tmp_path / "report.html")
    assert faults((tmp_path / "report.html").read_bytes()) == []


@pytest.mark.parametrize(
    "payload", ["<x onclick=alert(1)>", "<a href=javascript:alert(1)>", "<base href=//evil.example/>"]
)
def test_what_a_payload_would_bring_is_seen(visit, looking, payload):
    page = visit("about")
    page.evaluate("payload => { document.body.insertAdjacentHTML('beforeend', payload) }", payload)
    assert page.evaluate(BROUGHT)
    looking.evaluate("document.body.lastElementChild.remove()")
