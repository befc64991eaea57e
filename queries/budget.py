"""What one client may use up: processor time and errors by the minute, and queries at once.

Cheap queries count as well: public endpoints went down under many of them, because only the slow ones were counted.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from queries.errors import Busy, OverBudget, QueryError, StoreMissing
from queries.limits import Limits

_KNOWN = 10_000  # clients that are remembered
_LEAST = 0.001  # seconds: what the server itself does for any query
_LEFT = 0.5  # seconds: what it takes to replace a worker
_SAVED_ERRORS = 2  # minutes of errors that a client may save up


@dataclass
class Spending:
    """One query of a client; whoever answers it says how many ``seconds`` it took."""

    seconds: float = 0.0


@dataclass
class _Account:
    seconds: float
    errors: float
    running: int
    seen: float


class Budget:
    """The accounts of all clients.

    >>> budget = Budget(Limits(client_parallel=1))
    >>> with budget.spending("192.0.2.1") as spent:
    ...     spent.seconds = 0.5
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.refused = 0
        self._limits = limits
        self._clock = clock
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    @contextmanager
    def spending(self, address: str) -> Iterator[Spending]:
        """Charge a query to the client at this address; OverBudget, where nothing is left, says when to ask again."""
        if not self._limits.budget:
            yield Spending()
            return
        account = self._account(client(address))
        self._check(account)
        account.running += 1
        spent, begin = Spending(), self._clock()
        try:
            yield spent
        except QueryError as fault:
            spent.seconds += fault.seconds
            account.errors -= not isinstance(fault, Busy | StoreMissing)  # those are ours
            raise
        except (
            asyncio.CancelledError
        ):  # the client has left; its worker is ended and another one comes for it
            spent.seconds += self._clock() - begin + _LEFT
            raise
        finally:
            account.running -= 1
            account.seconds -= spent.seconds + _LEAST

    def _account(self, name: str) -> _Account:
        """The account, with what has come in since the client was last seen."""
        now, limits = self._clock(), self._limits
        most = limits.client_errors * _SAVED_ERRORS
        account = self._accounts.setdefault(name, _Account(limits.client_burst, most, 0, now))
        minutes = (now - account.seen) / 60
        account.seconds = min(limits.client_burst, account.seconds + minutes * limits.client_seconds)
        account.errors = min(most, account.errors + minutes * limits.client_errors)
        account.seen = now
        self._accounts.move_to_end(name)
        while len(self._accounts) > _KNOWN:
            self._accounts.popitem(last=False)
        return account

    def _check(self, account: _Account) -> None:
        limits = self._limits
        if account.running >= limits.client_parallel:
            raise self._over(f"{account.running} queries of yours run already", 1)
        if account.seconds <= 0:
            wait = -account.seconds / limits.client_seconds * 60
            raise self._over(f"your {limits.client_seconds:g} s of processor time a minute are used up", wait)
        if account.errors < 1:
            wait = (1 - account.errors) / limits.client_errors * 60
            raise self._over(f"your {limits.client_errors:g} errors a minute are used up", wait)

    def _over(self, why: str, wait: float) -> OverBudget:
        self.refused += 1
        return OverBudget(why, next_step="ask again after the time that Retry-After names").after(wait)


def client(address: str) -> str:
    """Whose account an address is charged to: in IPv6 that of its network, for one client has 2**64 addresses there.

    >>> [client(a) for a in ("192.0.2.1", "2001:db8::1", "2001:db8::2", "testclient")]
    ['192.0.2.1', '2001:db8::/64', '2001:db8::/64', 'testclient']
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
