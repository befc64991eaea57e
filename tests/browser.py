"""Chromium for a test, driven by Playwright, with nothing of its own going out."""

import shutil
from contextlib import contextmanager

import pytest

_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def chromium(**context):
    """A page of a fresh browser; ``context`` are Playwright's options for it (locale, viewport ...)."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium here (Debian: chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        try:
            yield browser.new_context(**context).new_page()
        finally:
            browser.close()
