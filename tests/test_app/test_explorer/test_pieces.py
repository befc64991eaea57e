"""A text is cut where claims begin and end, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from app.views.guideline.pieces import Span, paragraphs

TEXTS = st.text(alphabet="ab \n", min_size=1, max_size=60)


@st.composite
def texts_with_spans(draw):
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [(min(pair), max(pair)) for pair in draw(st.lists(ends, max_size=6)) if pair[0] != pair[1]]
    return text, [Span(f"claim:{number}", start, end) for number, (start, end) in enumerate(spans)]


@given(texts_with_spans())
def test_the_pieces_are_the_text(given):
    text, spans = given
    shown = ["".join(piece.text for piece in pieces) for pieces in paragraphs(text, spans)]
    assert shown == [line for line in text.split("\n") if line.strip()]


@given(texts_with_spans())
def test_the_pieces_of_a_claim_are_its_span(given):
    text, spans = given
    pieces = [piece for found in paragraphs(text, spans) for piece in found]
    kept = [line for line in text.split("\n") if line.strip()]
    for span in spans:
        mine = "".join(piece.text for piece in pieces if span.claim in piece.claims)
        assert mine == "".join(_lines(text, span.start, span.end, kept))


def _lines(text, start, end, kept):
    """The parts of a span in the lines that are shown."""
    at = 0
    for line in text.split("\n"):
        if line in kept:
            yield text[max(start, at) : min(end, at + len(line))]
        at += len(line) + 1


def test_a_piece_in_two_claims_names_the_shorter_first_and_each_begins_once():
    (pieces,) = paragraphs(
        "Treat some. Few were treated.", [Span("a", 0, 11), Span("b", 6, 10), Span("c", 12, 29)]
    )
    assert [(piece.text, piece.claims, piece.begins) for piece in pieces] == [
        ("Treat ", ("a",), ("a",)),
        ("some", ("b", "a"), ("b",)),
        (".", ("a",), ()),
        (" ", (), ()),
        ("Few were treated.", ("c",), ("c",)),
    ]
