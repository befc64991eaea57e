"""The walls of a worker: no network, a cap on memory, no core dump, no file written, death with its server.

Each wall is of the kernel, so a query that found a fault in the store still stands before it. Where the kernel does
not allow one (a network namespace in some containers, most of them outside Linux), the worker goes on without it and
says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import sys

_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000
_DEATH_SIGNAL, _SECCOMP, _NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER_MODE = 2
_ALLOW, _DENY = 0x7FFF_0000, 0x0005_0000  # the second with the error number
_PERMISSION = 13
#: machine -> its number for the kernel's filter, and its number of the call socket()
_SOCKET_CALLS = {"x86_64": (0xC000_003E, 41), "aarch64": (0xC000_00B7, 198)}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def raise_walls(server: int) -> list[str]:
    """Shut this process in, before it starts a thread or reads a query; the walls that stand, by name."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return []
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != server:  # it died before the line above
        os.kill(os.getpid(), signal.SIGKILL)
    walls = {
        "network namespace": hasattr(libc, "unshare") and not libc.unshare(_NEW_USER | _NEW_NETWORK),
        "no sockets": _forbid_sockets(libc),
    }
    return [name for name, stands in walls.items() if stands]


def _forbid_sockets(libc: ctypes.CDLL) -> bool:
    """Let the kernel refuse socket(); the one to the server is open already."""
    if platform.machine() not in _SOCKET_CALLS:
        return False
    machine, call = _SOCKET_CALLS[platform.machine()]
    steps = [
        (0x20, 0, 0, 4),  # load the kind of machine
        (0x15, 0, 3, machine),  # another: calls have other numbers there, refuse
        (0x20, 0, 0, 0),  # load the number of the call
        (0x35, 1, 0, 0x4000_0000),  # the x32 numbers of the same machine: refuse
        (0x15, 0, 1, call),
        (0x06, 0, 0, _DENY | _PERMISSION),
        (0x06, 0, 0, _ALLOW),
    ]
    program = _Program(len(steps), (_Instruction * len(steps))(*(_Instruction(*step) for step in steps)))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not libc.prctl(_SECCOMP, _FILTER_MODE, ctypes.byref(program))


def cap(more: int) -> None:
    """Once the store is open: write no file, and take no more than so many bytes of memory beyond what there is now."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  pathlib would be imported for this line
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
