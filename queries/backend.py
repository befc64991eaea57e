"""Which store is asked: a remote endpoint where one is named, else the current generation of this machine."""

from __future__ import annotations

import os

from queries.store import Backend, open_current


def named(endpoint: str | None = None) -> str:
    """The address of the endpoint that is to be asked; empty where it is the current generation of this machine."""
    return os.environ.get("LEITGRAPH_ENDPOINT", "") if endpoint is None else endpoint


def chosen(endpoint: str | None = None) -> Backend:
    """The store to ask: an endpoint's address, else ``LEITGRAPH_ENDPOINT``; where that is empty, the current generation."""
    address = named(endpoint)
    if not address:
        return open_current()
    from queries import remote  # noqa: PLC0415  whoever asks a store of their own does not wait for its imports

    return remote.connect(address)
