"""Words as they are compared: small letters, umlauts spelled out, no accents, and the stem that inflected forms share."""

from __future__ import annotations

import re
import unicodedata

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "œ": "oe"})
_WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
_ENDINGS = ("ungen", "ern", "en", "er", "em", "es", "is", "e", "n", "s")
_SHORTEST_STEM = 4

#: Words that say nothing by themselves; a search leaves them out where others remain.
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are at bei das der des den dem die durch ein eine einer eines for from fuer im in is ist mit nach "
        "of oder on or the to und vom von was welche welcher welches what which who wer with zu zum zur",
    )
)


def fold(text: str) -> str:
    """A text as it is compared.

    >>> fold("Hüftgröße"), fold("HUEFTGROESSE"), fold("Résumé")
    ('hueftgroesse', 'hueftgroesse', 'resume')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    spelled = unicodedata.normalize("NFKD", plain.translate(_SPELLED_OUT))
    return "".join(char for char in spelled if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The words of a text, folded; what hyphens join stands once in parts and once as one word.

    >>> words("PD-L1, N2/N3")
    ['pd', 'l1', 'n2', 'n3', 'pdl1']
    """
    folded = fold(text)
    joined = [re.sub(r"[-‐‑]", "", found) for found in _HYPHENED.findall(folded)]
    return _WORD.findall(folded) + joined


def telling(found: list[str]) -> list[str]:
    """The words that say something; all of them where none does.

    >>> telling(["overall", "survival", "of", "the", "patients"])
    ['overall', 'survival', 'patients']
    """
    return [word for word in found if word not in EMPTY_WORDS] or found


def stem(word: str) -> str:
    """What is left of a word without its ending; short words and those with digits stay as they are.

    >>> [stem(word) for word in ("metastasen", "metastases", "hirn", "n3")]
    ['metastas', 'metastas', 'hirn', 'n3']
    """
    for ending in _ENDINGS:
        if word.isalpha() and word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def phrase(text: str) -> str:
    """The key under which two spellings of one term meet.

    >>> phrase("lokale Therapien"), phrase("lokale Therapie")
    ('lokal therapi', 'lokal therapi')
    """
    return " ".join(stem(word) for word in telling(_WORD.findall(fold(text))))
