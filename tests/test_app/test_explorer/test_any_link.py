"""A link may say anything: whatever stands in it, the page comes without a fault of the program."""

import random

import pytest

from app.navigation import PAGES
from tests.hostile.payloads import MARKUP
from tests.test_app.test_explorer.opening import opened

pytestmark = pytest.mark.usefixtures("store")
KEYS = (
    "id", "intervention", "population", "outcome", "endpoint", "axis", "cell", "finding", "severity", "rule", "passage", "status",
    "words", "mode", "steps", "expanded", "question", "layer", "columns", "design", "measure", "reported", "scheme", "fit", "year",
    "months", "claim", "edition",
)  # fmt: skip
VALUES = (
    "", "x", "🙂", "::", "-1", "9" * 40, "a" * 2_000, "2012", "N3", "onc:N3", "onc:LocalTherapy", "lg:Statement", "lg:randomised",
    "study:gomez_2016", "statement:S0.08", "statement:S9.99", "passage:S1", "finding:L1-2616c79749ab589a", "evidence_table", "ERROR",
    "onc:N3~onc:Surgery~onc:Nothing", "a~b~c", "urn:a", "http://example.org/", "../..", *MARKUP[:5],
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_whatever_a_link_says_the_page_comes(name):
    chance = random.Random(name)  # noqa: S311  (a link, no secret)
    for _ in range(8):
        link = {key: chance.choice(VALUES) for key in chance.sample(KEYS, chance.randint(1, 6))}
        link["id"] = chance.choice(VALUES)
        page = opened(name, lang=chance.choice(["de", "en"]), **link)
        assert [*page.exception] == [], link
