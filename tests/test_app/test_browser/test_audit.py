"""The audit in a real browser: from the list to a decision by keyboard, two authors at once, and a report that opens."""

import json
from zipfile import ZipFile

import pytest

from queries import decisions
from tests.test_app.test_browser.browsing import settled

pytestmark = pytest.mark.slow
PLATINUM = "N1-587b526902cd1bfb"  # 37 patients, printed as 87 %


def decide(page, verdict, by, reason):
    settled(page)  # the form of the finding before has gone
    page.get_by_role("radio", name=verdict).check(force=True)
    page.get_by_label("Who decides").fill(by)
    page.get_by_role("textbox", name="Reason").fill(reason)
    page.get_by_role("button", name="Record the decision").click()


def test_from_the_list_to_a_decision_and_the_link_says_which(visit, own_home):
    page = visit("audit", "lang=en&severity=ERROR")
    page.get_by_role("radiogroup", name="Findings").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("heading", name="101 and 82").wait_for(timeout=60_000)
    assert "severity=ERROR" in page.url
    assert "chosen=N1-cbb63d7ba8729ebd" in page.url
    page.get_by_role("button", name="Next open one").click()
    page.get_by_role("heading", name="37 and 87").wait_for(timeout=60_000)
    decide(page, "rejected", "A. Author", "")
    page.get_by_text("a rejection needs a reason").wait_for(timeout=60_000)
    page.get_by_role("textbox", name="Reason").fill("looked up in the source")
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("rejected by A. Author").first.wait_for(timeout=60_000)
    assert decisions.read(decisions.file(own_home))[-1].by == "A. Author"


def test_two_authors_at_the_same_finding(visit, server, own_home):
    link = f"{server.url}/audit?lang=en&finding=L1-2616c79749ab589a"
    mine = visit("audit", "lang=en&finding=L1-2616c79749ab589a")
    theirs = mine.context.browser.new_context().new_page()
    theirs.goto(link)
    theirs.get_by_role("button", name="Record the decision").wait_for(timeout=60_000)
    settled(theirs)
    decide(mine, "accepted", "A. Author", "")
    mine.get_by_text("accepted by A. Author").first.wait_for(timeout=60_000)
    decide(theirs, "deferred", "B. Author", "ask the group")
    theirs.get_by_text("somebody else has decided").wait_for(timeout=60_000)
    assert theirs.get_by_text("accepted by A. Author").count() == 1
    assert theirs.get_by_role("textbox", name="Reason").input_value() == "ask the group"
    theirs.get_by_role("button", name="Record the decision").click()
    theirs.get_by_text("deferred by B. Author").first.wait_for(timeout=60_000)
    theirs.context.close()
    taken = [one for one in decisions.read(decisions.file(own_home)) if one.finding.startswith("L1-")]
    assert [one.by for one in taken] == ["A. Author", "B. Author"]


@pytest.mark.parametrize(("report", "form"), [("audit report", "XLSX"), ("references as CSL-JSON", "JSON")])
def test_a_report_is_made_when_it_is_asked_for_and_opens(visit, tmp_path, report, form):
    page = visit("audit", "lang=en")
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("combobox", name="Report").click()
    page.get_by_role("option", name=report).click()
    page.get_by_role("radio", name=form).click()
    settled(page)
    for _ in range(20):  # a click may come before the server knows of the choice
        with page.expect_download(timeout=60_000) as taken:
            page.get_by_role("button", name=f"Download {report}").click()
        if taken.value.suggested_filename.endswith(f".{form.lower()}"):
            break
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    if form == "JSON":
        assert json.loads(file.read_text(encoding="utf-8"))
    else:
        assert "xl/workbook.xml" in ZipFile(file).namelist()
