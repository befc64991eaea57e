"""What the tests of the reports share: the corpus that ships, read once, and documents made of it."""

import pytest

from app.reports import evidence, provenance
from app.reports.tongue import Tongue


@pytest.fixture(scope="session")
def held(real):
    """Everything of the corpus that a report may show."""
    return evidence.load(real)


@pytest.fixture(scope="session")
def known(home, real):
    """Where the corpus comes from."""
    return provenance.of_store(real, "", home / "current")


@pytest.fixture(scope="session")
def german():
    return Tongue("de")
