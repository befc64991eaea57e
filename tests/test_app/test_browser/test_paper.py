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


@pytest.fixture
def printed(visit, page):
    """The folded parts of a page as they are on paper."""

    def parts(name, more):
        visit(name, more)
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        return page.locator("[data-testid=stMain] [data-testid=stExpander]:visible").evaluate_all(SEEN)

    yield parts
    page.emulate_media(media="screen")


def test_a_folded_table_is_on_paper_and_the_queries_are_not(printed):
    matrix, gaps = printed("coverage", "lang=de")
    assert matrix["rows"] > 100
    assert gaps["rows"] > 10
    assert {matrix["said"], gaps["said"]} == {"none"}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_folded_part_that_is_not_made_yet_says_so(printed, lang):
    parts = printed("guideline", f"lang={lang}")
    assert [part["said"] for part in parts] == [f'"{FOLDED[lang]}"']
