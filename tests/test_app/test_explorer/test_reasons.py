"""Why something cannot be answered is said in the language of the page, whatever was typed or stands in the link."""

import pytest

from app import reasons
from app.language import words
from queries import library
from queries.errors import BadParameter, Busy, EndpointUnreachable, Exhausted, GenerationReplaced
from queries.header import Parameter
from tests.test_app.test_explorer.opening import opened, text
from tests.test_app.test_explorer.test_failures import first_page

pytestmark = pytest.mark.usefixtures("store")

#: What of the sentence stands before its first gap, in both languages.
TYPED = {
    "mit": ("Die Frage nennt keine Patienten.", "The question names no patients."),
    "N3, not 2-4 metastases": ("„not 2-4 metastases“ lässt zwei Bereiche", "“not 2-4 metastases” leaves two"),
    "N3, N0 or N1": ("Niemand kann alles in „N3, N0 or N1“", "Nobody can meet all of “N3, N0 or N1”"),
    "N3, gibberish": ("„gibberish“", "“gibberish”"),
}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("page", ["ask", "compare"])
def test_why_patients_are_not_understood_is_said_in_the_language_of_the_page(page, typed, lang):
    shown = text(opened(page, lang=lang, population=typed))
    said, other = TYPED[typed] if lang == "de" else TYPED[typed][::-1]
    assert said in shown
    assert other not in shown
    assert ("Weiter: " if lang == "de" else "Next: ") in shown


def test_what_was_read_is_told_in_the_language_of_the_page():
    assert "N-Kategorie: N3" in text(opened("compare", lang="de", population="N3, N0 or N1"))
    assert "nodal category: N3" in text(opened("compare", lang="en", population="N3, N0 or N1"))


@pytest.mark.parametrize(
    ("lang", "said", "step"),
    [
        ("de", "„viele“ ist hier kein möglicher Wert.", "zum Beispiel so schreiben: 24, 0.35"),
        ("en", "“viele” is no possible value here.", "write it like: 24, 0.35"),
    ],
)
def test_a_parameter_that_is_no_number(monkeypatch, lang, said, step):
    monkeypatch.setattr("app.language.language", lambda: lang)
    with pytest.raises(BadParameter) as fault:
        library.literal(Parameter("year", "number"), "viele")
    assert reasons.why(fault.value) == said
    assert reasons.next_step(fault.value).replace("\\", "") == step


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_search_that_cannot_be_made(lang):
    page = first_page(lang)
    page.text_input(key="search").set_value("x" * 3000).run()
    assert words()["fault"]["long_search"][lang].format(number=3000) in text(page)
    page.text_input(key="search").set_value("??").run()
    assert words()["fault"]["no_word"][lang] in text(page)


@pytest.mark.parametrize("fault", [Busy, Exhausted, GenerationReplaced])
def test_what_a_server_cannot_do_now_is_said_by_its_kind(monkeypatch, fault):
    monkeypatch.setattr("app.language.language", lambda: "de")
    assert reasons.why(fault("the server is busy", next_step="later")) == words()["fault"][fault.reason]["de"]


def test_what_a_store_elsewhere_says_stays_as_it_is(monkeypatch):
    monkeypatch.setattr("app.language.language", lambda: "de")
    fault = EndpointUnreachable("no such host", next_step="check it")
    assert (reasons.why(fault), reasons.next_step(fault)) == ("no such host", "check it")


def test_a_treatment_in_the_link_that_no_vocabulary_knows_leaves_the_matrix(plots):
    page = opened("coverage", intervention="no:such")
    assert not page.exception
    assert "coverage" in plots
