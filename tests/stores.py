"""Real stores of others for the tests: Oxigraph's own server, and Virtuoso 7, each on 127.0.0.1 on free ports.

Each is a context that gives the addresses of a running server and stops it by its process id. Where the
program is missing, the test that needs it is skipped and says so.
"""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_OXIGRAPH = Path(sys.executable).parent / "oxigraph"
_WAIT = 60


@dataclass(frozen=True)
class Server:
    """Where a running store is asked, updated and loaded, and who may write into it."""

    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""
    sql: str = ""

    @property
    def login(self):
        """User and password, as the remote backend takes them."""
        return {"user": self.user, "password": self.password}


@contextmanager
def oxigraph(folder, *, writable=False):
    """Oxigraph's own server on a store folder; one that does not exist yet is made where writing is allowed."""
    if not _OXIGRAPH.exists():
        pytest.skip(
            "no oxigraph server here: it comes with the development requirements (pip install oxigraph)"
        )
    address = f"127.0.0.1:{free_port()}"
    command = "serve" if writable else "serve-read-only"
    words = [_OXIGRAPH, command, "--location", folder, "--bind", address]
    with _running(words, address):
        yield Server(*(f"http://{address}/{path}" for path in ("query", "update", "store")))


@contextmanager
def virtuoso(folder, *, most_rows=10_000_000):
    """An empty Virtuoso whose files lie in a folder; it sets no time limit and, unless told otherwise, cuts no rows."""
    for program in ("virtuoso-t", "isql-vt"):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} here: Virtuoso 7 is missing (Debian: virtuoso-opensource-7)")
    folder.mkdir(parents=True, exist_ok=True)
    http, sql = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    (folder / "virtuoso.ini").write_text(
        _INI.format(folder=folder, http=http, sql=sql, most_rows=most_rows), encoding="utf-8"
    )
    words = ["virtuoso-t", "+foreground", "+configfile", folder / "virtuoso.ini"]
    with _running(words, http):
        paths = ("sparql", "sparql-auth", "sparql-graph-crud-auth")
        yield Server(*(f"http://{http}/{path}" for path in paths), "dba", "dba", sql)


def load(server, nquads):
    """Load an N-Quads file into a Virtuoso, with its graph names."""
    sql(
        server,
        "log_enable(2,1)",
        f"DB.DBA.TTLP(file_to_string_output('{nquads}'), '', 'urn:default', 512)",
        "checkpoint",
    )


def sql(server, *statements):
    """Run SQL statements on a Virtuoso; the first that fails is an error."""
    words = ["isql-vt", server.sql, server.user, server.password, "ERRORS=STDOUT", "VERBOSE=OFF"]
    script = "".join(f"{statement};\n" for statement in statements)
    done = subprocess.run(words, input=script, capture_output=True, text=True, timeout=600, check=True)
    assert "*** Error" not in done.stdout, done.stdout
    return done.stdout


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _running(words, address):
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, **quiet) as server:
        try:
            wait_for(address, server)
            yield
        finally:
            server.kill()


def wait_for(address, server):
    """Wait until a server listens; one that has ended, or is too slow, fails the test."""
    host, port = address.split(":")
    over = time.monotonic() + _WAIT
    while time.monotonic() < over and server.poll() is None:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{server.args[0]} does not listen at {address}")


_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
ServerThreads = 20
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
DirsAllowed = /
[HTTPServer]
ServerPort = {http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {most_rows}
"""
