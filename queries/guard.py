r"""What is seen of a stranger's query before anything parses it: its form, what it asks for, how deep and wide it is.

The parser of the store overflows its stack on deep brackets and its planner takes minutes for some queries of a few
hundred bytes, so brackets and patterns are counted first, by the tokens of SPARQL 1.1: what stands in a string, an
IRI or a comment is no bracket and no keyword. This refuses early and says where; what holds in any case are the walls
of the worker (queries.cell): no network, a cap on memory, a kill when time is up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, cast

from queries.errors import MalformedQuery, QueryError, Refused, TooComplex
from queries.limits import Limits

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"LOAD", "INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH", "USING"}
)
#: functions whose answer differs from one time to the next
_VOLATILE = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE"})
_TERMS = frozenset({"A", "TRUE", "FALSE", "UNDEF"})
_MODIFIERS = frozenset({"SELECT", "BY", "HAVING"})

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IRI = rf'<(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+>'
_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?!"")(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?!'')(?:[^'\\\n\r]|\\.)*+'"
)
_LOCAL = r"[\w:\-·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
#: the prefix has an end, or a text of dots without a colon would be read again from each of them
_NAME = (
    rf"(?:[^\W\d_](?:[\w\-·]|\.(?=[\w\-·.:])){{0,100}}+)?:(?:(?:{_LOCAL})(?:{_LOCAL}|\.(?=[\w:\-·.%\\]))*+)?+"
)
_NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?"
_SPACE = r"(?:[ \t\r\n]++|\#[^\r\n]*+)"
_DATA_TERM = rf"{_IRI}|{_STRING}|@[A-Za-z][\w-]*|\^\^|[-+]?(?:{_NUMBER})|{_NAME}|UNDEF\b|true\b|false\b|[()]"
_TOKEN = re.compile(
    rf"(?P<space>{_SPACE}++)"
    rf"|(?P<iri>{_IRI})"
    rf"|(?P<string>{_STRING})"
    r"""|(?P<unclosed>["'])"""
    rf"|(?P<term>[?$]\w+|_:\w(?:[\w\-·]|\.(?=[\w\-·.]))*+|{_NAME}|{_NUMBER})"
    r"|(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^)"
    rf"|(?P<word>(?:[A-Za-z_]|{_ESCAPE})(?:\w|{_ESCAPE})*+)"
    r"|(?P<operator>\|\||&&|!=|<=|>=|.)",
    re.DOTALL,
)
_DATA = re.compile(rf"(?:{_SPACE}|{_DATA_TERM})*+", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Seen:
    """What the tokens say: ``volatile`` answers differ each time; ``graphs`` and ``dataset`` say that GRAPH or FROM stand there.

    >>> see("ASK { ?s ?p ?o }", Limits())
    Seen(form='ASK', nesting=1, patterns=1, volatile=False, graphs=False, dataset=False)
    """

    form: Form | None
    nesting: int
    patterns: int
    volatile: bool
    graphs: bool
    dataset: bool


@lru_cache(maxsize=64)
def see(sparql: str, limits: Limits) -> Seen:
    """Look at a query; refuse what is never done here, and what is too long, too deep or too wide.

    >>> see("ASK { SERVICE <http://example.org/> {} }", Limits())
    Traceback (most recent call last):
    queries.errors.Refused: SERVICE at line 1, column 7: no query is passed on to another server from here
      next: ask that server itself, and join the rows on your side
    """
    size = len(sparql.encode("utf-8", "replace"))
    if size > limits.query_bytes:
        raise TooComplex(
            f"the query has {size} bytes; {limits.query_bytes} are allowed", next_step="ask with fewer values"
        ).at(1, 1)
    reading = _Reading(sparql, limits)
    reading.run()
    return Seen(
        form=reading.form,
        nesting=reading.deepest,
        patterns=reading.patterns,
        volatile=not reading.words.isdisjoint(_VOLATILE),
        graphs="GRAPH" in reading.words,
        dataset="FROM" in reading.words,
    )


@dataclass
class _Level:
    """An open bracket: ``{`` of a pattern, ``[``, ``(`` of an expression or of a list or path.

    ``clause`` is the keyword whose clause is being read at this level: after SELECT, BY and HAVING all parentheses hold
    expressions; in a pattern only those after a keyword or a function name.
    """

    kind: Literal["pattern", "bracket", "expression", "list", "top"]
    clause: str = ""
    fresh: bool = True  # the next term begins a triple pattern


@dataclass
class _Reading:
    """One pass over the tokens of a query."""

    text: str
    limits: Limits
    form: Form | None = None
    deepest: int = 0
    patterns: int = 0
    words: set[str] = field(default_factory=set)
    levels: list[_Level] = field(default_factory=lambda: [_Level("top")])
    before: str = ""  # the token before: "word", "term", ")" ...
    calls: bool = False  # a term right after FILTER is the name of a function
    values: bool = False

    def run(self) -> None:
        position = 0
        while match := _TOKEN.match(self.text, position):
            kind = cast("str", match.lastgroup)
            position = match.end()
            if kind == "iri" and self.before == "term" and self.levels[-1].kind == "expression":
                kind, position = (
                    "operator",
                    match.start() + 1,
                )  # "?a<?b&&?c>?d": no IRI stands after an operand
            if kind == "word":
                self._word(match)
            elif kind == "operator":
                position = self._operator(match.start(), self.text[match.start() : position], position)
            elif kind == "unclosed":
                raise self._placed(
                    MalformedQuery, "a string is not closed", match.start(), "close its quotes"
                )
            elif kind in ("iri", "string", "term"):
                self._term(match.start())

    def _word(self, match: re.Match[str]) -> None:
        word = re.sub(_ESCAPE, _unescaped, match[0]).upper()
        if word in _TERMS:
            self._term(match.start())
            return
        self.words.add(word)
        if word == "SERVICE" or word in _UPDATES:
            raise self._refused(word, match.start())
        if self.form is None and word in _FORMS:
            self.form = cast("Form", word)
        level = self.levels[-1]
        level.fresh = True
        if level.kind in ("top", "pattern") and word not in ("DISTINCT", "REDUCED", "AS"):
            level.clause = word if word in _MODIFIERS or level.clause not in _MODIFIERS else level.clause
        self.values = self.values or word == "VALUES"
        self.calls = word == "FILTER"
        self.before = "word"

    def _term(self, start: int) -> None:
        level = self.levels[-1]
        if level.kind == "list" or (level.kind in ("pattern", "bracket") and level.fresh):
            self._count(start)
            level.fresh = False
        self.calls = self.calls and self.before == "word"
        self.before = "term"

    def _operator(self, start: int, sign: str, position: int) -> int:
        level = self.levels[-1]
        if sign in "([{":
            if sign == "{" and self.values:
                self.values = False
                position = cast("re.Match[str]", _DATA.match(self.text, position)).end()
            self._open(sign, start)
        elif sign in ")]}":
            self._close()
        elif level.kind in ("pattern", "bracket") and sign in ".;,":
            level.fresh = True
        elif level.kind in ("pattern", "bracket", "list") and sign in "/|^":
            self._count(start)
        self.before = "term" if sign in ")]" else sign
        return position

    def _open(self, sign: str, start: int) -> None:
        level = self.levels[-1]
        if sign == "(":
            self.levels.append(_Level("expression" if self._expression(level) else "list"))
        elif sign == "[":
            self.levels.append(_Level("bracket"))
        else:
            level.clause = ""
            self.levels.append(_Level("pattern"))
        if sign == "[" or (sign == "{" and level.kind != "top"):
            self._count(start)
        level.fresh = sign == "{"
        self.deepest = max(self.deepest, len(self.levels) - 1)
        if self.deepest > self.limits.nesting:
            what = f"brackets are nested {self.deepest} deep; {self.limits.nesting} are allowed"
            raise self._placed(TooComplex, what, start, "split the query into several")

    def _expression(self, level: _Level) -> bool:
        """Whether a parenthesis that opens here holds an expression, and not a list or a path."""
        if level.kind in ("expression", "top") or level.clause in _MODIFIERS:
            return True
        return self.before == "word" or (self.calls and self.before == "term")

    def _close(self) -> None:
        if len(self.levels) > 1:
            closed = self.levels.pop()
            self.levels[-1].fresh = closed.kind in ("pattern", "expression")
            if closed.kind == "pattern":
                self.levels[-1].clause = ""
        self.calls = False

    def _count(self, start: int) -> None:
        self.patterns += 1
        if self.patterns > self.limits.patterns:
            what = f"more than {self.limits.patterns} triple patterns, path steps and groups"
            raise self._placed(TooComplex, what, start, "split the query, or put many values into VALUES")

    def _refused(self, word: str, start: int) -> QueryError:
        if word == "SERVICE":
            what = "no query is passed on to another server from here"
            return self._placed(
                Refused, what, start, "ask that server itself, and join the rows on your side", word
            )
        return self._placed(Refused, "nothing is changed from here", start, "ask a query", word)

    def _placed(
        self, kind: type[QueryError], what: str, start: int, next_step: str, word: str = ""
    ) -> QueryError:
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        place = f"line {line}, column {column}"
        text = f"{word} at {place}: {what}" if word else f"{what} ({place})"
        return kind(text, next_step=next_step).at(line, column)


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape[0][2:]
    return chr(int(digits, 16) % 0x110000)
