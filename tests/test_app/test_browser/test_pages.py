"""The explorer in a real browser on the real server: each page, its links, clicks through it, and nothing asked of anybody else."""

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest

from app.language import words
from app.navigation import PAGES
from tests.hostile.payloads import MARKUP
from tests.test_app.test_browser.browsing import LINKS, USUAL, click_through, taken, usable

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
SCREENS = ROOT / "build" / "screens"
AXE = "4.10.3"
#: What axe objects to in elements of Streamlit's that no page can change: the rule, and the element that it lies in.
STREAMLIT: frozenset[tuple[str, str]] = frozenset()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_stands_in_each_language(visit, name, lang):
    page = visit(name, f"lang={lang}{LINKS.get(name, '')}")
    assert page.locator("h1").count() == 1
    assert page.locator("[data-testid=stException], [data-testid=stDialog]").count() == 0
    assert words()["shared"]["fault"][lang] not in page.locator("body").inner_text()
    assert words()["shared"]["internal"][lang] not in page.locator("body").inner_text()
    heads = page.locator("[data-testid=stMain] :is(h1,h2,h3,h4)").evaluate_all(
        "all => all.map(e => +e.tagName[1])"
    )
    assert all(after - before <= 1 for before, after in pairwise(heads))
    height = taken(page, SCREENS / f"{name}.{lang}.png")
    assert height >= 500  # the whole page, and not what stood before it was drawn


@pytest.mark.parametrize(("look", "width"), [("dark", 1280), ("light", 820)])
def test_the_start_page_on_a_tablet_and_in_the_dark(visit, page, look, width):
    page.emulate_media(color_scheme=look)
    page.set_viewport_size({"width": width, "height": 1000})
    visit("ask", "lang=de")
    taken(page, SCREENS / f"ask.de.{look if look == 'dark' else 'tablet'}.png")
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.emulate_media(color_scheme=None)
    page.set_viewport_size(USUAL)
    assert wider <= 0


def test_a_page_knows_where_its_server_is_and_whose_it_is_before_anything_of_ours_comes(visit, page):
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    visit("study", "lang=en&id=study:de_ruysscher_2012")
    assert "/_stcore/health" in asked
    assert not [path for path in asked if path.startswith("/study/")]
    start = page.request.get(page.url)
    assert "<title>Leitgraph</title>" in start.text()
    assert start.headers["cache-control"] == "no-cache"


def test_a_link_leads_to_a_statement_and_to_a_study(visit):
    page = visit("statement", "id=statement:S0.08&lang=en")
    assert page.locator("h1").inner_text() == "Recommendation S0.08"
    page = visit("study", "id=study:de_ruysscher_2012&lang=en")
    assert "De Ruysscher 2012" in page.locator("h1").inner_text()


def test_the_other_language_keeps_the_page_and_stands_in_the_link(visit):
    page = visit("study", "id=study:de_ruysscher_2012&lang=de")
    page.get_by_role("radio", name="EN").click()
    page.get_by_role("tab", name="Results").wait_for(timeout=60_000)
    assert "lang=en" in page.url
    assert "De Ruysscher 2012" in page.locator("h1").inner_text()


def test_the_search_finds_a_study_with_a_typing_mistake(visit):
    page = visit("about", "lang=en")
    page.get_by_role("textbox", name="Search").fill("Ruyscher")
    page.keyboard.press("Enter")
    page.get_by_text("Clear the search").wait_for(timeout=60_000)
    click_through(page, page.get_by_role("link", name="De Ruysscher 2012").first, re.compile(r"de_ruysscher"))
    page.get_by_role("button", name="Clear the search").click()
    page.get_by_text("Clear the search").wait_for(state="detached", timeout=60_000)
    assert page.get_by_role("textbox", name="Search").input_value() == ""


def test_a_table_downloads_as_files_that_open(visit, tmp_path):
    page = visit("study", f"lang=en{LINKS['study']}")
    for form in ("CSV", "XLSX"):
        with page.expect_download(timeout=60_000) as taken:
            page.get_by_role("button", name=f"Download {form}").first.click()
        taken.value.save_as(tmp_path / f"table.{form.lower()}")
    assert "," in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    assert "xl/workbook.xml" in ZipFile(tmp_path / "table.xlsx").namelist()


@pytest.mark.parametrize("payload", [MARKUP[0], MARKUP[12], MARKUP[40], MARKUP[-1]])
def test_hostile_words_are_shown_and_not_run(visit, payload):
    from urllib.parse import quote

    page = visit("ask", f"lang=en&population={quote(payload)}")
    assert (
        page.locator("[data-testid=stMain] :is(script, iframe, img[src=x], object, embed, base)").count() == 0
    )


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """axe-core, which finds what shuts people out who do not see or do not use a mouse."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here")
    folder = tmp_path_factory.mktemp("axe")
    ran = subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", f"axe-core@{AXE}"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if ran.returncode:
        pytest.skip(f"npm does not give axe-core: {ran.stderr[-200:]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(params=["light", "dark"])
def scheme(request, page):
    """Both themes, one after the other."""
    page.emulate_media(color_scheme=request.param)
    yield request.param
    page.emulate_media(color_scheme=None)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_shuts_anybody_out_in_either_theme(visit, axe, scheme, name):
    page = visit(name, f"lang=en{LINKS.get(name, '')}")
    page.evaluate(axe)
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    grave = {
        (one["id"], node["html"][:200], node["target"][0])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    }
    ours = {
        (rule, html)
        for rule, html, at in grave
        if not any(
            rule == known
            and page.locator(at).first.locator(f"xpath=ancestor-or-self::*[@data-testid='{part}']").count()
            for known, part in STREAMLIT
        )
    }
    assert not ours, json.dumps(sorted(ours), indent=1)


def test_the_query_behind_a_panel_opens_in_the_editor_and_is_not_run(visit):
    page = visit("study", "lang=en&id=study:de_ruysscher_2012")
    usable(page)  # the chart above moves the panel when it is drawn, and what was opened with it
    page.get_by_text("The query behind this").first.click()
    link = page.get_by_role("link", name="Change it in the editor")
    link.wait_for(timeout=60_000)
    asked = []
    page.context.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    with page.context.expect_page() as opened:
        link.click()
    opened.value.locator(".yasqe .CodeMirror-code").wait_for(timeout=60_000)
    assert "de_ruysscher_2012" in opened.value.locator(".yasqe .CodeMirror-code").inner_text()
    assert asked == []
    opened.value.close()
