"""Where a publication or a trial is found elsewhere: its identifier as a link, where its form is known, else as it stands."""

from __future__ import annotations

import re
from urllib.parse import quote

from app.language import plain

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMID = re.compile(r"\d{1,9}")
#: Registers whose numbers say of themselves which register they belong to.
_REGISTERS = (
    (re.compile(r"NCT\d{8}"), "https://clinicaltrials.gov/study/{}"),
    (re.compile(r"ISRCTN\d{8}"), "https://www.isrctn.com/{}"),
    (re.compile(r"DRKS\d{8}"), "https://drks.de/search/de/trial/{}"),
)


def doi(text: str) -> str:
    """A DOI as Markdown.

    >>> doi("10.1000/x(1)")
    '[doi:10\\\\.1000/x\\\\(1\\\\)](https://doi.org/10.1000/x%281%29)'
    >>> doi("javascript:alert")
    'doi:javascript\\\\:alert'
    """
    return _linked(f"doi:{plain(text)}", f"https://doi.org/{quote(text)}" if _DOI.fullmatch(text) else "")


def pmid(text: str) -> str:
    """A number of PubMed as Markdown."""
    return _linked(
        f"PMID {plain(text)}", f"https://pubmed.ncbi.nlm.nih.gov/{text}/" if _PMID.fullmatch(text) else ""
    )


def registration(number: str) -> str:
    """The number of a trial in a register as Markdown."""
    found = (address.format(number) for form, address in _REGISTERS if form.fullmatch(number))
    return _linked(plain(number), next(found, ""))


def _linked(words: str, address: str) -> str:
    return f"[{words}]({address})" if address else words
