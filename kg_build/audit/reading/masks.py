"""What looks like a number in a text and measures nothing: DOIs, chapters, references, dates, grades, ratios of allocation.

``masked`` blanks them out and keeps every position, so that what is read afterwards stands where it stood.
"""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d"
_MONTH_NAMES = (
    "jan(?:uar|uary)?|feb(?:ruar|ruary)?|märz|march|mar|apr(?:il)?|mai|may|jun[ei]?|jul[iy]?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    "o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?"
)
_NO_MEASURES = (
    r"\bdoi:?\s*\S+|\b10\.\d{4,9}/\S+|https?://\S+",
    r"\b(?:NCT|ISRCTN|DRKS|PMID:?\s?|EudraCT(?:[- ]Nr\.?)?\s?)\d[\d-]*",
    (
        r"\b(?:Kap(?:itel|\.)|Abschnitt|Abschn\.|Tab(?:elle|\.)|Abb(?:ildung|\.)|Table|Fig(?:ure|\.)|Section|Chapter|Seite|S\.|page|pp?\.(?=\s?\d{2})|"
        r"Version|Nr\.|No\.|Ref\.|Zeile|Anhang|Appendix|Empfehlung|Statement|Band|Heft|Vol\.)\s*\d+(?:[.,]\d+)*[a-z]?(?:\s?[-–]\s?\d+(?:\.\d+)*)?"
    ),
    r"(?<![\w.,])\d{1,2}\.\s?\d{1,2}\.\s?(?:(?:19|20)\d\d|\d\d(?=\D))(?![\d%])|\b(?:am|vom|zum|bis|seit|den)\s\d{1,2}\.\s?\d{1,2}\.(?!\d)",
    rf"(?<![\w.,])(?:0?[1-9]|1[0-2])/{_YEAR}",
    rf"\b(?:{_MONTH_NAMES})\.?\s+(?:\d{{1,2}},?\s+)?{_YEAR}\b",
    rf"(?<![\w.,])(?<!n = )(?<!n=){_YEAR}(?:\s?[-–/]\s?|\s(?:und|and|bis|to|through)\s)(?:{_YEAR}|\d\d(?=\D))(?![\w%])",
    rf"(?<![\w.,])(?<!n = )(?<!n=){_YEAR}(?![\w%])(?![.,]\d)(?!\s+(?!wurd|war|w[ea]re?|hat|had)(?:\w+\s+)?(?:Patient|patients|Fälle|Personen|cases|participants))",
    r"\b(?:Grade?s?|Grad|grades?|CTC(?:AE)?|ECOG|WHO|Stufe|Klasse|class|Phase|phase|RTOG|G)[-\s]*(?:[≥≤<>]\s*)?\d(?:\s?(?:[-–/]|bis|to|oder|or|und|and)\s?\d)?(?![\d.,%]*\d?\s?%)\b",
    r"(?<![\w.,])\d\s?:\s?\d(?![\w.,:])",
    r"(?<![\w.,])\d+(?:[.,]\d+)?\s?[x×]\s?\d+(?:[.,]\d+)?(?:\s?c?Gy)?(?!\s?10)",
    r"\b(?:LoE|Level|Evidenzlevel|Evidenzgrad|Evidenzklasse|Oxford|SIGN|OCEBM|CEBM)[\s:,(]*\d\s?[a-c]?[-+]*(?![\w.,]*\d)(?=\W|$)",
    r"(?<=\w)-\d+(?=-|\b)(?!\s?%)(?=[^\d]*\w)(?<=[A-Z]-\d)",
)
_MASK = re.compile("|".join(f"(?:{pattern})" for pattern in _NO_MEASURES), re.IGNORECASE)
#: One of these stands in every text that has something to mask; most have none.
_HINT = re.compile(
    r"(?<!\d)(?:19|20)\d\d|\d\s?[x×:]\s?\d|\d\.\s?\d+\.|10\.\d{4}|https?:|(?<!\w)(?:doi|nct|isrctn|drks|pmid|eudra|kap|abschn|tab|abb|fig|sect|chap|"
    r"seite|s\.|pp?\.|page|vers|n[ro]\.|ref\.|zeile|anh|app|empf|stat|band|heft|vol|grad|ctc|ecog|who|stufe|klasse|class|phase|rtog|g[\s-]|loe|level|evid|oxford|sign|oce|cebm)|[a-z]-\d"
)
#: References in brackets: [12], [12, 13], [12-15], also raised ones after a full stop.
REFERENCES = re.compile(r"\[\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4}|\s?[-–]\s?\d{1,4})*)\s*\]")
FILLER = "¤"


def masked(text: str) -> str:
    """The text with everything that measures nothing blanked out.

    >>> masked("[12] Kapitel 6.6.10: 12 von 40")
    '¤¤¤¤ ¤¤¤¤¤¤¤¤¤¤¤¤¤¤: 12 von 40'
    """
    without = _MASK.sub(_blank, text) if _HINT.search(text.lower()) else text
    return REFERENCES.sub(lambda found: _blank(found) if _is_reference(found) else found[0], without)


def _blank(found: re.Match[str]) -> str:
    return FILLER * len(found[0])


def _is_reference(found: re.Match[str]) -> bool:
    """Numbers in brackets are references, unless they may be the ends of a range behind a value."""
    if re.search(r"(?<!\d)0|\d,\d+\s?[;–-]\s?\d+,\d", found[1]):
        return False
    before = found.string[max(0, found.start() - 14) : found.start()]
    ends = re.fullmatch(r"\d+\s?[-–;,]\s?\d+", found[1])
    return not (
        ends
        and re.search(r"\d\s?%?\s*(?:Jahren?|Monaten?|years|months|cm)?\s*$|KI|CI|Range|Spann|IQR", before)
    )
