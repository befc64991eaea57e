"""Compare and Study in a real browser: facets and columns in the link, both languages, figures that open as files, a click to a study."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.test_app.test_browser.browsing import click_through, settled, usable

pytestmark = pytest.mark.slow
MAIN = "[data-testid=stMain]"


def test_a_facet_narrows_and_stands_in_the_link_by_its_code_in_both_languages(visit):
    page = visit("compare", "lang=en&endpoint=onc:ProgressionFreeSurvival")
    page.get_by_text("28 of 28 results").wait_for(timeout=60_000)
    page.get_by_role("button", name=re.compile(r"^randomised \(\d+\)")).click()
    page.wait_for_url(re.compile(r"design=lg(:|%3A)randomised"), timeout=60_000)
    page.get_by_text(re.compile(r"\b15 of 28 results")).wait_for(timeout=60_000)
    page.get_by_role("radio", name="DE").click()
    page.get_by_text(re.compile(r"\b15 von 28 Ergebnissen")).wait_for(timeout=60_000)
    assert re.search(r"design=lg(:|%3A)randomised", page.url)
    page.reload()
    page.get_by_text(re.compile(r"\b15 von 28 Ergebnissen")).wait_for(timeout=60_000)


def test_a_forest_plot_says_in_words_what_it_shows_and_opens_as_files(visit, tmp_path):
    page = visit("compare", "lang=de&endpoint=onc:ProgressionFreeSurvival")
    usable(page)
    plot = page.get_by_label(re.compile("Hazard-Ratio .*Gomez 2016.*0,35 \\[0,18; 0,66\\]"))
    assert plot.count() >= 1
    for form in ("SVG", "PNG"):
        with page.expect_download(timeout=60_000) as taken:
            page.get_by_role("button", name=f"{form} herunterladen").first.click()
        taken.value.save_as(tmp_path / f"plot.{form.lower()}")
        assert taken.value.suggested_filename == f"hazard_ratios.{form.lower()}"
    drawing = ET.parse(tmp_path / "plot.svg").getroot()  # noqa: S314  ours
    written = ["".join(part.itertext()) for part in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Gomez 2016 (NCT01725165)", "0,35 [0,18; 0,66]", "p 0,0054, KI: 90 %", "0,5"} <= set(written)
    png = (tmp_path / "plot.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 1800


def test_nothing_hangs_over_on_a_tablet(visit, page):
    page.set_viewport_size({"width": 820, "height": 1180})
    try:
        for name, link in (
            ("compare", "lang=de&endpoint=onc:Survival&population=N3"),
            ("study", "lang=de&id=study:de_ruysscher_2012"),
        ):
            visit(name, link)
            usable(page)
            wide, seen = page.locator(MAIN).evaluate("e => [e.scrollWidth, e.clientWidth]")
            assert wide <= seen
            plot = page.locator("[data-testid=stVegaLiteChart]:visible").first.bounding_box()
            assert plot["x"] + plot["width"] <= 820
    finally:
        page.set_viewport_size({"width": 1280, "height": 1000})


def test_a_study_links_to_its_register_and_shows_its_curve_and_contradictions(visit):
    page = visit("study", "lang=en&id=study:de_ruysscher_2012")
    register = page.get_by_role("link", name="NCT01282450", exact=True)
    assert register.get_attribute("href") == "https://clinicaltrials.gov/study/NCT01282450"
    page.get_by_label(re.compile("men, 18 of 39 .*publication \\+ guideline")).first.wait_for(timeout=60_000)
    page.get_by_role("tab", name="Results").click()
    page.get_by_label(re.compile("overall survival: median 13.5 months \\[7.6; 19.4\\]")).first.wait_for(
        timeout=60_000
    )
    page.get_by_role("tab", name="Judgement and contradictions").click()
    click_through(page, page.get_by_role("link", name="S1.26").first, re.compile(r"/statement\?.*S1\.26"))
    settled(page)
    assert "S1.26" in page.locator("h1").inner_text()
