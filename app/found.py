"""What a search found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from app import answers
from ontology.namespaces import curie
from queries.texts.hit import Hit

_HEAD = ("record", "label", "found in", "text")


def show(hits: Sequence[Hit], form: str) -> None:
    """Print the hits, best first."""
    if form == "json":
        print(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    body = [[curie(hit.iri), hit.label, hit.found_in, hit.snippet] for hit in hits]
    answers.print_rows(_HEAD, body, form)
