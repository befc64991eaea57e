"""Answers that were given before, in memory, up to a bound: the oldest unused go first.

A generation never changes, so an answer is good as long as its generation answers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from app.endpoint.messages import Message

_OVERHEAD = 2_000  # bytes: headers and key, roughly


class Cache:
    """Messages by what was asked, ``capacity`` bytes of them at most; a single one takes an eighth at most.

    >>> cache = Cache(capacity=100_000)
    >>> cache.put("asked", Message(200, (), b"answer"))
    >>> cache.get("asked").body
    b'answer'
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._held = 0
        self._messages: OrderedDict[Hashable, Message] = OrderedDict()

    def __len__(self) -> int:
        return len(self._messages)

    @property
    def held(self) -> int:
        """How many bytes it holds."""
        return self._held

    def get(self, asked: Hashable) -> Message | None:
        """The answer that was given to this, if it is still here."""
        found = self._messages.get(asked)
        if found is not None:
            self._messages.move_to_end(asked)
        return found

    def put(self, asked: Hashable, message: Message) -> None:
        """Keep an answer; others make room."""
        size = _size(message)
        if size * 8 > self._capacity or asked in self._messages:
            return
        self._messages[asked] = message
        self._held += size
        while self._held > self._capacity:
            _, gone = self._messages.popitem(last=False)
            self._held -= _size(gone)

    def clear(self) -> None:
        """Forget all: another generation answers now."""
        self._messages.clear()
        self._held = 0


def _size(message: Message) -> int:
    return len(message.body) + _OVERHEAD
