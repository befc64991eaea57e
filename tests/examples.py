"""Small valid records to build tests from: each function makes one, and takes the fields that the test is about."""

import datetime as dt
import hashlib
from pathlib import Path

from kg_build.authoring.heading import Head
from kg_build.load import Corpus
from kg_build.model import (
    Anchor,
    Cohort,
    EvidenceStatement,
    Passage,
    PrintedValue,
    Publication,
    Result,
    Study,
    Text,
    Unit,
)


def a_text(words="Wölfe"):
    """Words in both languages."""
    return Text(de=words, en=f"{words} (en)")


def an_anchor(text, start, end, name="a.01.span"):
    """The anchor of a stretch of a text."""
    digest = hashlib.sha256(text[start:end].encode()).hexdigest()
    return Anchor(id=f"anchor:{name}", start=start, end=end, span_sha256=digest)


def a_printed_value(name="a.01.n", **fields):
    """A number as a text prints it."""
    return PrintedValue(**{"id": f"printed:{name}", "measure": "wolves", **fields})


def a_statement(name="a.01", **fields):
    """A claim of a passage."""
    given = {
        "paraphrase": a_text(),
        "modality": "indicative",
        "polarity": "neutral",
        "grade_status": "notApplicable",
        "basis": "noneCited",
    }
    return EvidenceStatement(**{"id": f"statement:{name}", **given, **fields})


def a_passage(name="a", **fields):
    """A passage with one statement."""
    given = {
        "file_name": f"{name}.txt",
        "file_sha256": "0" * 64,
        "characters": 1,
        "language": "de",
        "part_of": "edition:a.first",
    }
    return Passage(**{"id": f"passage:{name}", **given, **fields})


def a_publication(name="wolves_2020.paper", **fields):
    """A journal article."""
    return Publication(**{"id": f"publication:{name}", "form": "journalArticle", "year": 2020, **fields})


def a_result(name="wolves_2020.all.alive", **fields):
    """A rate of one group."""
    given = {
        "endpoint": "https://example.org/Alive",
        "statistic": "rate",
        "printed": "74,4 %",
        "value": "74.4",
    }
    return Result(**{"id": f"result:{name}", **given, "unit": "%", "months": 12, **fields})


def a_cohort(name="wolves_2020.all", **fields):
    """A group of 39 with one result."""
    return Cohort(**{"id": f"cohort:{name}", "n": 39, "results": (a_result(f"{name}.alive"),), **fields})


def a_study(name="wolves_2020", **fields):
    """A study with one publication and one group."""
    given = {
        "label": a_text("Wölfe 2020"),
        "design": ("prospective",),
        "publications": (a_publication(f"{name}.paper"),),
        "groups": (a_cohort(f"{name}.all"),),
    }
    return Study(**{"id": f"study:{name}", **given, **fields})


def a_unit(name="zoo.wolves", **fields):
    """The provenance of a file."""
    given = {
        "corpus": "zoo",
        "file_name": "wolves.yaml",
        "curated_by": "a keeper",
        "curated_on": dt.date(2026, 1, 31),
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }
    return Unit(**{"id": f"graph:{name}", **given, **fields})


def a_corpus(*records):
    """A corpus of one unit with these records."""
    head = Head(
        schema=1, name="zoo", title=a_text(), licence="https://creativecommons.org/licenses/by/4.0/",
        curated_by="a keeper", as_of=dt.date(2026, 1, 31),
    )  # fmt: skip
    return Corpus(Path("zoo"), head, ((a_unit(), records),))
