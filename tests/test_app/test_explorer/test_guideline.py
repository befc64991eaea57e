"""The guideline page: claims in place, the chosen one beside them, findings in the margin, with and without the reader's own copy."""

import hashlib

import pytest

from app import sources
from app.views.guideline import reader
from tests.test_app.test_explorer.opening import opened, text

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def shown(monkeypatch):
    """What was given to the browser to draw."""
    drawn = []
    monkeypatch.setattr(reader, "_READER", lambda **given: drawn.append(given["data"]))
    monkeypatch.delenv("LEITGRAPH_SOURCES", raising=False)
    return drawn


def test_without_a_copy_the_passage_is_read_in_our_words(shown):
    page = opened("guideline", id="passage:S0")
    assert [*page.exception, *page.error, *page.warning] == []
    (drawn,) = shown
    assert len(drawn["claims"]) == 20
    begun = [name for pieces in drawn["paragraphs"] for piece in pieces for name in piece["begins"]]
    assert begun == sorted(drawn["claims"], key=begun.index)
    assert len(begun) == len(set(begun)) == 20
    assert drawn["lang"] == "en"
    assert "--sources" in text(page)
    assert [toggle.label for toggle in page.toggle] == []


def test_a_claim_inside_another_stands_in_its_paragraph(shown):
    opened("guideline", id="passage:S0")
    by_claim = {
        name: number
        for number, pieces in enumerate(shown[0]["paragraphs"])
        for piece in pieces
        for name in piece["begins"]
    }
    assert by_claim["statement:S0.02"] == by_claim["statement:S0.03"] != by_claim["statement:S0.04"]


def test_kinds_speak_by_a_word_and_findings_by_severity(shown):
    opened("guideline", id="passage:S1", lang="de")
    claim = shown[0]["claims"]["statement:S1.28"]
    assert claim["tag"] == "Erg. S1.28"
    assert claim["label"] == "Ergebnisbericht S1.28"
    (finding,) = claim["findings"]
    assert finding["severity"] == "ERROR"
    assert "Fehler" in finding["words"]
    assert "37" in finding["message"]


def test_a_link_chooses_a_claim_and_the_panel_has_its_layers(shown):
    page = opened("guideline", id="passage:S0", claim="statement:S0.08")
    assert shown[0]["selected"] == "statement:S0.08"
    said = text(page)
    assert "Recommendation S0.08" in said
    assert "Definitive local therapy to primary and mediastinum" in said
    assert "Modality: **justified**" in said
    assert "Grade: **not printed**" in said
    assert "Oxford 2b" in said


def test_a_claim_that_is_not_in_the_passage_is_not_chosen(shown):
    page = opened("guideline", id="passage:S0", claim="statement:S1.28")
    assert shown[0]["selected"] == ""
    assert "No claim chosen" in text(page)


def test_the_next_claim_is_one_click_away_and_stands_in_the_link(shown):
    page = opened("guideline", id="passage:S0", claim="statement:S0.08")
    next(button for button in page.button if button.label == "Next").click().run()
    assert page.query_params["claim"] in ("statement:S0.09", ["statement:S0.09"])
    assert shown[-1]["selected"] == "statement:S0.09"


@pytest.mark.shared
def test_with_a_copy_the_text_stands_whole_until_it_is_not_wanted(shown, shared, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_SOURCES", str(shared / "sources"))
    opened("guideline", id="passage:S0")
    whole = "\n".join("".join(piece["text"] for piece in pieces) for pieces in shown[0]["paragraphs"])
    copies = [
        path.read_text(encoding="utf-8") for path in (shared / "sources").iterdir() if path.suffix == ".txt"
    ]
    assert whole in ["\n".join(line for line in copy.split("\n") if line.strip()) for copy in copies]
    assert shown[0]["lang"] == "de"
    opened("guideline", id="passage:S0", wording="false")
    assert shown[1]["paragraphs"] != shown[0]["paragraphs"]
    assert shown[1]["lang"] == "en"


def test_a_copy_that_is_another_text_is_not_shown(shown, monkeypatch, tmp_path):
    (tmp_path / "other.txt").write_text("Something else.", encoding="utf-8")
    monkeypatch.setenv("LEITGRAPH_SOURCES", str(tmp_path))
    assert sources.text(hashlib.sha256(b"Something else.").hexdigest()) == "Something else."
    opened("guideline", id="passage:S0")
    assert "Something else" not in str(shown[0]["paragraphs"])
