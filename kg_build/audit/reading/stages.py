"""Terms of the TNM classification and the edition that a text names."""

from __future__ import annotations

import re

from kg_build.audit.reading.vocabulary import find

_TERM = re.compile(
    r"(?<![\w-])(?:[cpyra]{0,2}(?:T[0-4](?:is|[abc]|mi)?|N[0-3][ab]?|M[01](?:a|b|c[12]?|c)?)(?![\w])|"
    r"(?:(?<=Stadium )|(?<=Stadien )|(?<=stage )|(?<=Stage )|(?<=UICC ))(?:0|I{1,3}|IV)(?:[ABC][1-3]?)?(?!\w)|"
    r"(?:IV|III|II|I)[ABC][1-3]?(?!\w))"
)


def terms(text: str) -> tuple[str, ...]:
    """The TNM terms of a text, as printed.

    >>> terms("M1b (Stadium IVA), pN2, n = 39")
    ('M1b', 'IVA', 'pN2')
    """
    return tuple(dict.fromkeys(_TERM.findall(text)))


def edition_of(text: str) -> str:
    """The edition that a text names, as TNM7, TNM8, TNM9, or nothing.

    >>> edition_of("UICC, 8. Auflage"), edition_of("8th Edition"), edition_of("TNM")
    ('TNM8', 'TNM8', '')
    """
    return find("editions", text)
