"""A store that writes down what it is asked: so the queries behind an answer can be shown as they were."""

from __future__ import annotations

from queries.store import Answer, Backend


class Recording:
    """A backend that passes queries on and keeps their text.

    >>> from queries.store import EmbeddedBackend
    >>> import pyoxigraph
    >>> backend = Recording(EmbeddedBackend(pyoxigraph.Store()))
    >>> bool(backend.query("ASK {}")), backend.asked
    (True, ['ASK {}'])
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.asked: list[str] = []

    def query(self, sparql: str) -> Answer:
        """Answer a query, and keep its text."""
        self.asked.append(sparql)
        return self._backend.query(sparql)
