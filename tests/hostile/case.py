"""One hostile request, what came back, and whether the server held."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

JSON = "application/sparql-results+json"
#: 5xx that say what is the matter and when to come back; any other is a fault of the server.
SAID = (503, 504)


@dataclass(frozen=True)
class Answer:
    """What came back; ``status`` 0 means that nothing did."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def rows(self) -> list[dict]:
        """The rows of a SELECT, as SPARQL JSON has them."""
        return json.loads(self.body)["results"]["bindings"]


def nothing(_: Answer) -> str:
    """No more is asked of the answer than of any."""
    return ""


@dataclass(frozen=True)
class Case:
    """One request, and ``held``, which says what is wrong with its answer, or nothing."""

    name: str
    target: str = "/sparql"
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    held: Callable[[Answer], str] = nothing

    def fault(self, answer: Answer, longest: float) -> str:
        """Why the server did not hold; empty where it did."""
        if not answer.status:
            return f"no answer after {answer.seconds:.1f} s"
        if answer.status >= 500 and answer.status not in SAID:
            return f"HTTP {answer.status}: {answer.body[:100]!r}"
        if answer.status >= 400 and self.method != "HEAD" and not answer.body.strip():
            return f"HTTP {answer.status} without a word"
        if answer.seconds > longest:
            return f"{answer.seconds:.2f} s"
        return self.held(answer)


def posted(
    name: str, sparql: str | bytes, held: Callable[[Answer], str] = nothing, accept: str = "*/*"
) -> Case:
    """A query that is posted as it is."""
    body = sparql.encode("utf-8", "surrogatepass") if isinstance(sparql, str) else sparql
    return Case(
        name, "/sparql", "POST", body, {"Content-Type": "application/sparql-query", "Accept": accept}, held
    )


def got(name: str, held: Callable[[Answer], str] = nothing, path: str = "/sparql", **parameters: str) -> Case:
    """A request by GET."""
    return Case(
        name, f"{path}?{urlencode({k.replace('_', '-'): v for k, v in parameters.items()})}", held=held
    )


def status(*allowed: int) -> Callable[[Answer], str]:
    """The answer has one of these statuses."""
    return lambda answer: "" if answer.status in allowed else f"HTTP {answer.status} instead of {allowed}"
