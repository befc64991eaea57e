"""Chromium for a test, driven by Playwright, with nothing of its own going out."""

import shutil
from contextlib import contextmanager

import pytest

_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


#: The driver of all browsers that are open, and how many they are: Playwright allows no second driver in a process.
_DRIVER = {"open": 0}


@contextmanager
def _driver():
    from playwright.sync_api import sync_playwright

    if not _DRIVER["open"]:
        _DRIVER["playwright"] = sync_playwright().start()
    _DRIVER["open"] += 1
    try:
        yield _DRIVER["playwright"]
    finally:
        _DRIVER["open"] -= 1
        if not _DRIVER["open"]:
            _DRIVER.pop("playwright").stop()


@contextmanager
def chromium(**context):
    """A page of a fresh browser; ``context`` are Playwright's options for it (locale, viewport ...)."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium here (Debian: chromium)")
    with _driver() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        try:
            yield browser.new_context(**context).new_page()
        finally:
            browser.close()
