"""Where the server listens: small answers go out at once."""

import socket

import pytest

from app.server import _listen


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_socket_is_named_as_tcp_so_that_asyncio_turns_nagle_off(host):
    """Left on, it held every answer of one packet back for 40 ms."""
    try:
        listening = _listen(host, 0)
    except Exception:  # a machine without IPv6
        if host == "::1":
            pytest.skip("no IPv6 here")
        raise
    assert listening.proto == socket.IPPROTO_TCP
    listening.close()
