"""A real server for a test: ``leitgraph serve`` as a process of its own, on a free port, ended by its number."""

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Served:
    """A running server: its address, its process, and what it wrote to standard error."""

    url: str
    process: subprocess.Popen
    log: list[str] = field(default_factory=list)

    @property
    def sparql(self):
        """Where queries go."""
        return f"{self.url}/sparql"


@contextmanager
def serving(home, program=(sys.executable, "-m", "app.cli"), **environment):
    """``leitgraph serve`` on the current generation of a home, from its first answer to its end."""
    process = subprocess.Popen(
        [*program, "serve", "--port", "0"],
        env={**os.environ, "LEITGRAPH_HOME": str(home), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    log = []
    reader = threading.Thread(target=lambda: log.extend(process.stderr), daemon=True)
    reader.start()
    try:
        said = process.stdout.readline()
        address = re.search(r"http://\S+?(?=/[,\s])", said)
        assert address, f"the server did not start: {said}{''.join(log)}"
        yield Served(address[0], process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join(5)
        process.stdout.close()
        process.stderr.close()
