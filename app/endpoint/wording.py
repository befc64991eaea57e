"""What can be told of a query from its words alone, before it runs: what it asks for, and whether twice the same is twice the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from app.endpoint.formats import Form

#: What may stand before the word that says the form. Each part takes all it can and never goes back.
_PROLOGUE = re.compile(
    r"""(?: [\s\ufeff]++ | \#[^\n\r]*+ | BASE\s*+<[^<>]*+> | PREFIX\s++[^\s:<]*+:\s*+<[^<>]*+> | VERSION\s*+["'][^"']*+["'] )*+
        (?P<form>[A-Za-z]++)""",
    re.VERBOSE | re.IGNORECASE,
)
_FORMS: dict[str, Form] = {name: name for name in get_args(Form)}
#: Also inside a comment or a string: an answer too many that is not kept does no harm. An escape may hide any of them.
_VOLATILE = re.compile(r"(?<![\w?$:])(?:RAND|NOW|UUID|STRUUID|BNODE)(?![\w:])|\\u", re.IGNORECASE)


@lru_cache(maxsize=256)
def form(sparql: str) -> Form | None:
    """What a query asks for; None where it says none of the four.

    >>> form("PREFIX ask: <urn:select> # ASK\\n SELECT * { ?s ask:construct ?o }")
    'SELECT'
    """
    found = _PROLOGUE.match(sparql)
    return _FORMS.get(found["form"].upper()) if found else None


@lru_cache(maxsize=256)
def is_volatile(sparql: str) -> bool:
    """Whether each run may answer otherwise: by chance, by the clock, or by blank nodes made anew.

    >>> is_volatile("SELECT (NOW() AS ?t) {}"), is_volatile("SELECT ?now { ?now ?p ?o }")
    (True, False)
    """
    if _VOLATILE.search(sparql):
        return True
    return form(sparql) == "CONSTRUCT" and ("_:" in sparql or "[" in sparql)
