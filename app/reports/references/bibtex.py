r"""References as BibTeX. Letters stay letters (the file is UTF-8); what TeX takes as a command is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.reports.forms.archive import clean
from app.reports.references.names import Authors, Name
from app.reports.references.reference import Reference

_TYPES = {
    "journalArticle": "article",
    "protocolPaper": "article",
    "congressAbstract": "inproceedings",
    "thesisChapter": "phdthesis",
    "guidelineDocument": "techreport",
}
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def render(references: Iterable[Reference]) -> bytes:
    """The content of the ``.bib`` file."""
    return "\n".join(_entry(reference) for reference in references).encode()


def _entry(reference: Reference) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{_TYPES.get(reference.form, 'misc')}{{{reference.key},\n{fields}}}\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    pages = f"{reference.first_page}--{reference.last_page}" if reference.last_page else reference.first_page
    where = "booktitle" if reference.form == "congressAbstract" else "journal"
    plain = (
        (
            "title",
            f"{{{_escaped(reference.title)}}}" if reference.title else "",
        ),  # its capitals stay as they are
        ("author", _authors(reference.authors)),
        (where, _escaped(reference.journal)),
        ("year", str(reference.year or "")),
        ("volume", _escaped(reference.volume)),
        ("number", _escaped(reference.issue)),
        ("pages", _escaped(pages)),
        ("doi", _bare(reference.doi)),
        ("pmid", _bare(reference.pmid)),
        ("note", _escaped("; ".join(reference.notes))),
    )
    yield from ((name, f"{{{value}}}") for name, value in plain if value)
    if reference.issued:
        yield "month", _MONTHS[reference.issued.month - 1]


def _authors(authors: Authors) -> str:
    known = [_author(name) for name in authors.names]
    return " and ".join([*known, "others"] if known and authors.others else known)


def _author(name: Name) -> str:
    """A name whose parts TeX does not guess at: "Family, Given", or in braces as one."""
    if name.given:
        return f"{_escaped(name.family)}, {_escaped(name.given)}"
    return f"{{{_escaped(name.family)}}}" if " " in name.family else _escaped(name.family)


def _escaped(text: str) -> str:
    r"""Text in which TeX reads nothing but letters.

    >>> _escaped("50% of R&D_1")
    '50\\% of R\\&D\\_1'
    """
    return "".join(_ESCAPED.get(letter, letter) for letter in " ".join(clean(text).split()))


def _bare(text: str) -> str:
    """An identifier as it is, but for the braces that would end the field early."""
    return clean(text).replace("{", "%7B").replace("}", "%7D")
