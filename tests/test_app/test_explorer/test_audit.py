"""The audit page: filters and findings by link, decisions with their history, two authors at once, and where nobody can decide."""

import datetime as dt
import shutil

import pytest

from app import session
from app.reports import export
from app.views.audit import reports
from app.words import words
from queries import decisions, stored_findings
from queries.decisions import Decision
from tests.test_app.test_explorer import opening
from tests.test_app.test_explorer.opening import text

pytestmark = pytest.mark.usefixtures("store")
SAID = {name: both["de"] for name, both in words()["audit"].items()}
PLATINUM = "N1-587b526902cd1bfb"  # 37 patients, printed as 87 %
DESIGN = "L1-2616c79749ab589a"


@pytest.fixture
def own(home, tmp_path, monkeypatch):
    """A home of our own to decide in."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path / "home"))
    return decisions.file(tmp_path / "home")


def opened(**link):
    """The page in German: outside of a page the test harness formats choices in that language."""
    return opening.opened("audit", lang="de", **link)


def clean(page):
    assert [*page.exception, *page.error, *page.warning] == []
    return page


def decided(page, name, verdict, by="A. Author", reason="table 2"):
    """Fill in the form on a finding and send it."""
    page.radio(key=f"verdict.{name}").set_value(verdict)
    page.text_input(key=f"by.{name}").set_value(by)
    page.text_area(key=f"reason.{name}").set_value(reason)
    return next(one for one in page.button if one.label == SAID["save"]).click().run()


def listed(page):
    return page.radio(key="chosen").options


def test_the_list_shows_all_and_the_first_finding_beside_it():
    page = clean(opened())
    assert len(listed(page)) == 32
    assert len(page.header) == 1
    assert page.radio(key="chosen").value == DESIGN
    assert "1. einarmig ⊥ randomisiert" in text(page)


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ({"severity": "ERROR"}, 5),
        ({"rule": ["N1", "N2"]}, 3),
        ({"passage": "passage:S0"}, 12),
        ({"words": "nenner 87"}, 2),
        ({"words": "S1.28"}, 1),
        ({"words": "n1-587b"}, 1),
        ({"severity": "WARN", "passage": "passage:S1", "words": "oxford"}, 1),
    ],
)
def test_filters_stand_in_the_link(link, number):
    assert len(listed(clean(opened(**link)))) == number


def test_a_choice_without_findings_says_so():
    page = clean(opened(words="no such word anywhere"))
    assert page.info[0].value == SAID["none"]


def test_a_link_shows_one_finding_alone_with_arithmetic_numbers_and_their_places():
    page = clean(opened(finding=PLATINUM))
    assert not [one for one in page.radio if one.key == "chosen"]
    assert "1. 37/39 = 94,9 %\n1. 37/40 = 92,5 %" in text(page)
    assert "≙ steht für" in text(page)
    numbers = {row.iloc[0]: row.iloc[1] for _, row in page.table[0].value.iterrows()}
    assert numbers["genannte Nenner"] == "39, 40"
    assert "37 · 87%" in text(page)


def test_a_finding_that_is_not_there_is_said_to_be_missing():
    page = clean(opened(finding="N1-0000000000000000"))
    assert "N1-0000000000000000" in page.info[0].value.replace("\\", "")


def test_a_finding_is_decided_and_the_decision_is_seen_at_once_with_its_history(own):
    page = clean(decided(opened(finding=PLATINUM), PLATINUM, "accepted", by="A. Author"))
    assert "angenommen von A. Author" in text(page)
    page = clean(decided(page, PLATINUM, "rejected", by="B. Author", reason="denominator is 43"))
    assert "angenommen von A. Author" in text(page)
    assert "verworfen von B. Author" in text(page)
    assert [one.verdict for one in decisions.read(own)] == ["accepted", "rejected"]


@pytest.mark.parametrize(
    ("verdict", "by", "reason", "said"),
    [(None, "A", "", "no_verdict"), ("accepted", " ", "", "nobody"), ("rejected", "A", " ", "no_reason")],
)
def test_what_is_missing_is_said_in_place_and_nothing_is_written(own, verdict, by, reason, said):
    page = opened(finding=PLATINUM)
    if verdict:
        page.radio(key=f"verdict.{PLATINUM}").set_value(verdict)
    page.text_input(key=f"by.{PLATINUM}").set_value(by)
    page.text_area(key=f"reason.{PLATINUM}").set_value(reason)
    next(one for one in page.button if one.label == SAID["save"]).click().run()
    assert [error.value for error in page.error] == [SAID[said]]
    assert not own.exists()


def test_two_authors_on_one_finding_lose_nothing_and_the_second_hears_of_the_first(own):
    first, second = (opened(finding=PLATINUM) for _ in range(2))
    clean(decided(first, PLATINUM, "accepted", by="A. Author"))
    decided(second, PLATINUM, "rejected", by="B. Author", reason="denominator is 43")
    assert [error.value for error in second.error] == [SAID["meanwhile"]]
    assert "angenommen von A. Author" in text(second)
    assert second.text_area(key=f"reason.{PLATINUM}").value == "denominator is 43"
    next(one for one in second.button if one.label == SAID["save"]).click().run()
    clean(second)
    assert [(one.by, one.verdict) for one in decisions.read(own)] == [
        ("A. Author", "accepted"), ("B. Author", "rejected"),
    ]  # fmt: skip


def test_what_hindered_a_decision_stands_until_another_is_sent_or_another_finding_is_read(own):
    page = opened(severity="ERROR")
    page.radio(key="chosen").set_value(PLATINUM).run()
    decided(page, PLATINUM, "rejected", reason="")
    hindrance = [error.value for error in page.error]
    assert hindrance
    assert [error.value for error in page.run().error] == hindrance  # whatever makes the page run again
    page.radio(key="chosen").set_value(DESIGN).run()
    assert not page.error
    page.radio(key="chosen").set_value(PLATINUM).run()
    assert not page.error


def test_two_authors_on_two_findings_do_not_hinder_each_other(own):
    first, second = opened(finding=PLATINUM), opened(finding=DESIGN)
    clean(decided(first, PLATINUM, "accepted"))
    clean(decided(second, DESIGN, "deferred"))
    assert {one.finding for one in decisions.read(own)} == {PLATINUM, DESIGN}


def test_the_next_open_finding_is_one_button_away_and_a_decided_one_is_passed_by(own):
    page = decided(opened(severity="ERROR"), DESIGN, "accepted")
    page.radio(key="chosen").set_value(PLATINUM).run()
    assert page.button(key="step.before").click().run().radio(key="chosen").value.startswith("N1-cbb")
    assert page.button(key="step.before").disabled


def test_a_finding_that_its_own_decision_takes_out_of_the_list_is_followed_by_the_next(own):
    page = clean(decided(opened(severity="ERROR", status="open"), DESIGN, "accepted"))
    assert len(listed(page)) == 4
    assert page.radio(key="chosen").value.startswith("N1-")


@pytest.mark.parametrize("why", ["file", "endpoint"])
def test_where_nothing_can_be_written_the_page_says_so_and_has_no_form(why, tmp_path, monkeypatch):
    if why == "file":
        (tmp_path / "a_file").touch()
        monkeypatch.setenv("LEITGRAPH_DECISIONS", str(tmp_path / "a_file" / "decisions.yaml"))
    else:
        monkeypatch.setattr("app.views.audit.decision.named", lambda: "https://example.org/sparql")
    page = clean(opened(finding=PLATINUM))
    assert any(info.value.startswith("Nur zum Lesen:") for info in page.info)
    assert SAID["save"] not in [button.label for button in page.button]


def test_a_fault_while_writing_is_said_and_what_was_typed_stands(own, monkeypatch):
    page = opened(finding=PLATINUM)
    own.mkdir()  # a folder stands where the file should be
    monkeypatch.setattr(session, "decided", tuple)
    decided(page, PLATINUM, "rejected", reason="looked up")
    assert page.error[0].value.startswith(SAID["not_written"])
    assert page.text_area(key=f"reason.{PLATINUM}").value == "looked up"


def test_what_was_decided_and_is_found_no_more_is_listed(own):
    gone = Decision("N1-0123456789abcdef", "rejected", "ab" * 8, "A. Author", dt.date(2026, 11, 26), "old")
    decisions.add(own, gone)
    page = clean(opened())
    assert any(f"{SAID['gone']} (1)" == one.label for one in page.expander)
    assert gone.finding in text(opened(finding=gone.finding))


def test_the_store_is_read_once_for_many_runs_of_the_page(monkeypatch):
    read = []
    load = stored_findings.load
    monkeypatch.setattr(stored_findings, "load", lambda backend: read.append(1) or load(backend))
    page = opened()
    page.run()
    page.run()
    assert read == [1]


@pytest.mark.parametrize("name", reports.offered())
def test_each_report_that_is_offered_is_made(name):
    endings = (".docx", ".html") if name in ("audit", *export.DOCUMENTS) else ("",)
    for ending in endings:
        content = reports.made(name, ending, session.audit(), session.rule_book())
        assert content.startswith({".docx": b"PK", ".html": b"<!"}.get(ending, content[:1]))
        assert len(content) > 2000
