"""The explorer in a real browser: how long until a page can be used, cold and warm, and what a further reader costs.

Cold is a server that has just said where it is, and a browser that was never there; warm is a new page of a browser that
was there before, on a server that has shown the page once; from the menu is the way of a reader who is on another page.
The peer is the smallest page that Streamlit can serve, warm.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page

from app.navigation import OF_ONE_THING, PAGES, START
from app.words import words
from kg_build.pipeline import Settings, build
from tests import stores
from tests.bench.measure import Row
from tests.browser import chromium
from tests.serving import serving
from tests.test_app.test_browser.browsing import LINKS, address, usable

#: What the pages of one thing show of an invented guideline.
INVENTED = {"statement": "&id=statement:g0000000.0", "study": "&id=study:g0000000"}
_READERS = 10
_LONGEST = 60  # seconds that a page may take
_HELLO = "import streamlit as st\nst.title('Hello')\n"
_FREE = {"LEITGRAPH_LIMIT_BUDGET": "false", "LEITGRAPH_SERVER_ACCESS_LOG": "false"}


@dataclass(frozen=True)
class Smallest:
    """What the smallest page takes: seconds cold and warm, and megabytes for each further reader."""

    cold: float
    warm: float
    megabytes: float


def embedded(home: Path) -> Iterator[Row]:
    """The same on the corpus that ships."""
    yield from measured(home, build(Settings(owl=False, home=home)).manifest["quads"])


def measured(home: Path, size: int, links: dict[str, str] = LINKS) -> Iterator[Row]:
    """Each page cold and warm, and the memory of a further session, beside the smallest page in the same run."""
    peer = _smallest()
    for name in PAGES:
        with serving(home, **_FREE) as served, _browser() as page:
            yield _row(
                f"page {name}, cold", size, _seconds(page, address(served.url, name, links)), peer.cold
            )
    with serving(home, **_FREE) as served, _browser() as page:
        for name in PAGES:
            _seconds(page, address(served.url, name, links))
        for name in PAGES:
            new = page.context.new_page()
            yield _row(f"page {name}, warm", size, _seconds(new, address(served.url, name, links)), peer.warm)
            new.close()
        for name in PAGES:
            if name not in OF_ONE_THING:
                yield _row(f"page {name}, from the menu", size, _chosen(page, name), peer.warm)
        grown = _grown(served.process.pid, page, address(served.url, "ask", links))
    yield Row("memory of a further session [MB]", size, grown, peer.megabytes, "Streamlit's smallest page")


def _row(what: str, size: int, seconds: float | None, peer: float) -> Row:
    note = "Streamlit's smallest page" if seconds else f"not usable within {_LONGEST} s"
    return Row(what, size, seconds or 0.0, peer if seconds else None, note)


def _browser():
    return chromium(locale="en-GB", viewport={"width": 1280, "height": 1000})


def _seconds(page: Page, link: str) -> float | None:
    """Seconds until the page at a link can be used; None where it takes too long."""
    start = time.perf_counter()
    try:
        page.goto(link)
        usable(page, _LONGEST)
    except Error:
        return None
    return time.perf_counter() - start


def _chosen(page: Page, name: str) -> float | None:
    """Seconds from a click in the menu until the page can be used; None where it takes too long."""
    menu = page.get_by_test_id("stSidebarNav")
    start = time.perf_counter()
    try:
        menu.get_by_role("link", name=words()["shared"][name]["en"], exact=True).click()
        page.wait_for_function("at => location.pathname === at", arg=f"/{'' if name == START else name}")
        usable(page, _LONGEST)
    except Error:
        return None
    return time.perf_counter() - start


def _grown(pid: int, page: Page, link: str) -> float:
    """Megabytes that the server takes for each further reader, while all of them stay."""
    browser, before = page.context.browser, _megabytes(pid)
    assert browser
    for _ in range(_READERS):
        _seconds(browser.new_context(locale="en-GB").new_page(), link)
    return (_megabytes(pid) - before) / _READERS


def _megabytes(pid: int) -> float:
    """The memory that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def _smallest() -> Smallest:
    with _hello() as (link, _), _browser() as page:
        cold = _seconds(page, link)
    with _hello() as (link, pid), _browser() as page:
        _seconds(page, link)
        warm = _seconds(page.context.new_page(), link)
        return Smallest(cold or 0.0, warm or 0.0, _grown(pid, page, link))


@contextmanager
def _hello() -> Iterator[tuple[str, int]]:
    """The smallest page, served as Streamlit serves it."""
    port = stores.free_port()
    with tempfile.TemporaryDirectory() as folder:
        (script := Path(folder) / "hello.py").write_text(_HELLO, encoding="utf-8")
        words = ["-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true"]
        quiet = ["--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"]
        with subprocess.Popen(
            [sys.executable, *words, *quiet], env=os.environ, cwd=folder, stdout=subprocess.DEVNULL
        ) as process:
            try:
                stores.wait_for(f"127.0.0.1:{port}", process)
                yield f"http://127.0.0.1:{port}/", process.pid
            finally:
                process.terminate()
