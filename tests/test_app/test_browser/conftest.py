"""A real server and a real browser for all browser tests of the explorer; a request to anywhere else is stopped and fails the test."""

import shutil
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.serving import serving
from tests.test_app.test_browser.browsing import opening, watched


@pytest.fixture(scope="package")
def own_home(home, tmp_path_factory):
    """A home of our own: decisions are written into it."""
    return Path(shutil.copytree(home, tmp_path_factory.mktemp("explorer") / "home", symlinks=True))


@pytest.fixture(scope="package")
def server(own_home):
    with serving(own_home, LEITGRAPH_LIMIT_BUDGET="false") as served:
        yield served


@pytest.fixture(scope="package")
def page(server):
    """One browser for all tests; a request to anywhere else is stopped and written down."""
    with chromium(locale="de-DE", viewport={"width": 1280, "height": 1000}, accept_downloads=True) as page:
        yield watched(page, server.url)


@pytest.fixture
def visit(page, server):
    """Open a page at a link."""
    with opening(page, server.url, {}) as opened:
        yield opened
