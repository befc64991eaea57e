"""A page on paper: what is folded on the screen stands open, or says that it has to be opened before."""

import pytest

from app.language import words

pytestmark = pytest.mark.slow
FOLDED = words()["shared"]["folded"]
#: What a folded part has on paper: how much of its content is seen, and what stands behind its title.
SEEN = """all => all.map(e => ({
    rows: [...e.querySelectorAll('td')].filter(one => one.checkVisibility()).length,
    said: getComputedStyle(e.querySelector('summary'), '::after').content,
}))"""


#: What the page says of itself for paper has come.
READY = "getComputedStyle(document.documentElement).getPropertyValue('--folded') !== ''"


@pytest.fixture
def on_paper(visit, page):
    """A page as it is on paper."""

    def opened(name, more):
        visit(name, more)
        page.wait_for_function(READY)
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        return page

    yield opened
    page.emulate_media(media="screen", color_scheme="light")


@pytest.fixture
def printed(on_paper):
    """The folded parts of a page as they are on paper."""

    def parts(name, more):
        page = on_paper(name, more)
        return page.locator("[data-testid=stMain] [data-testid=stExpander]:visible").evaluate_all(SEEN)

    return parts


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_what_is_pale_on_a_dark_screen_is_ink_on_paper(on_paper, page, scheme):
    page.emulate_media(color_scheme=scheme)
    on_paper("ask", "lang=de&population=N3")
    ink = "e => getComputedStyle(e).color"
    assert page.locator("h1").evaluate(ink) == "rgb(16, 20, 24)"
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    certain = page.locator(".bounds span").first
    assert certain.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(230, 159, 0)"


def test_a_folded_table_is_on_paper_and_the_queries_are_not(printed):
    matrix, gaps = printed("coverage", "lang=de")
    assert matrix["rows"] > 100
    assert matrix["said"] == "none"
    assert gaps == {"rows": 0, "said": f'"{FOLDED["de"]}"'}  # each gap stands above it in words


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_folded_part_that_is_not_made_yet_says_so(printed, lang):
    parts = printed("guideline", f"lang={lang}")
    assert [part["said"] for part in parts] == [f'"{FOLDED[lang]}"']


def test_the_list_of_findings_and_the_chosen_one_lie_one_below_the_other(on_paper):
    page = on_paper("audit", "lang=en")
    columns = page.locator("[data-testid=stHorizontalBlock]:has(.st-key-findings) > [data-testid=stColumn]")
    beginning, chosen = columns.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())")
    assert beginning["bottom"] <= chosen["top"]
    assert beginning["width"] == chosen["width"]
