"""T11: no address and no name leads to a file outside."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Answer, Case

#: What stands in a file beside the home, which no answer may hold.
SECRET = b"canary-3f9a1c"
NAME = "secret.txt"
STEPS = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "%252e%252e%252f", "..\\", "..%5c", "%c0%ae%c0%ae/", "..;/", "....//",
    "%u002e%u002e/", "\uff0e\uff0e/", "./../", "..%00/", ".%2e/",
)  # fmt: skip
SPACES = (
    "id",
    "dumps",
    "dumps/current",
    "graph",
    "assets",
    ".well-known/sparql-examples",
    "ontology",
    "static",
    "app/static",
)
NAMES = (
    "/etc/passwd", "//etc/passwd", "file:///etc/passwd", "C:\\windows\\win.ini", "\\\\host\\share\\x", "CON", "NUL.txt", "a\x00b",
    "~root/.profile", "%2fetc%2fpasswd", "%00", "con/../../x", "current/../../../secret.txt", "..", ".", "seal.json", "manifest.json",
    "../current/store/CURRENT", "store/CURRENT", "000001/leitgraph.nq", ".lock",
)  # fmt: skip


def _outside(answer: Answer) -> str:
    if SECRET in answer.body or b"root:x:" in answer.body or b"MANIFEST-" in answer.body[:200]:
        return "a file from outside came back"
    return (
        "" if answer.status in (200, 301, 302, 303, 307, 308, 400, 404, 405, 406) else f"HTTP {answer.status}"
    )


def cases() -> list[Case]:
    """Each way up in each space, and names that are special somewhere."""
    return list(_cases())


def _cases() -> Iterator[Case]:
    for space in SPACES:
        for step in STEPS:
            for depth in (1, 3, 8):
                yield Case(f"{space} {step} {depth}", _raw(f"/{space}/{step * depth}{NAME}"), held=_outside)
        for name in NAMES:
            yield Case(f"{space} {name}", _raw(f"/{space}/{name}"), held=_outside)


def _raw(target: str) -> str:
    """As it goes over the wire: what HTTP/1.1 cannot carry is percent-encoded, dots and slashes are left."""
    return "".join(
        char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in target
    )
