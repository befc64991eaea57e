"""How an answer that was cut says so: in its headers always, and in its body where the format has a place for it.

JSON and XML results have ``link`` in their head for what else is known of an answer; Turtle and its kin have
comments, as has RDF/XML. CSV, TSV and JSON-LD have no place for it: there the headers alone tell.
"""

from __future__ import annotations

from ontology.namespaces import BASE

#: What an answer that was cut points to; the page there says the limits and how to get the rest.
TRUNCATED = f"{BASE}truncated"
_WHY = f"truncated: there is more than this, see {TRUNCATED}"
_LINK_XML = f'<link href="{TRUNCATED}"/></head>'.encode()
_COMMENTED = ("text/turtle", "application/n-triples", "application/trig", "application/n-quads")


def cut() -> tuple[tuple[str, str], ...]:
    """The headers of an answer that was cut."""
    return (("X-Leitgraph-Truncated", "true"), ("Link", f'<{TRUNCATED}>; rel="help"'))


def marked(body: bytes, media_type: str) -> bytes:
    """The body of an answer that was cut, with a mark that it was.

    >>> marked(b'{"head":{"vars":["s"]},"results":{"bindings":[]}}', "application/sparql-results+json")[:66]
    b'{"head":{"link":["https://w3id.org/leitgraph/truncated"],"vars":["'
    """
    match media_type:
        case "application/sparql-results+json":
            return body.replace(b'{"head":{', b'{"head":{"link":["%s"],' % TRUNCATED.encode(), 1)
        case "application/sparql-results+xml":
            return body.replace(b"</head>", _LINK_XML, 1)
        case "application/rdf+xml":
            return body + f"\n<!-- {_WHY} -->\n".encode()
        case _:
            return body + (f"# {_WHY}\n".encode() if media_type in _COMMENTED else b"")
