"""What the browser tests do over and over: wait until a page stands, go on from it, and see what goes wrong in it."""

from contextlib import contextmanager
from urllib.parse import urlsplit

#: What a page needs in its link to show something.
LINKS = {"statement": "&id=statement:S0.08", "study": "&id=study:de_ruysscher_2012"}
USUAL = {"width": 1280, "height": 1000}
_HIGHEST = 8000  # of a picture
_DONE = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
_DRAWN = """!document.querySelector('[data-testid=stSkeleton]')
&& [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(e => !e.checkVisibility() || e.querySelector('svg, canvas'))"""


def address(url, name, links=LINKS, more="lang=en"):
    """Where a page of the server at a URL stands."""
    return f"{url}/{'' if name == 'ask' else name}?{more}{links.get(name, '')}"


def settled(page, seconds=60):
    """Wait until the script of the page has run."""
    page.wait_for_function(_DONE, timeout=seconds * 1000)


def usable(page, seconds=60):
    """Wait until all of the page stands there: its heading, its tables, its charts."""
    page.locator("h1").first.wait_for(timeout=seconds * 1000)
    settled(page, seconds)
    page.wait_for_function(_DRAWN, timeout=seconds * 1000)


def taken(page, path):
    """A picture of a whole page, with all that it draws; how high it is."""
    usable(page)
    width = page.viewport_size["width"]
    height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(USUAL["height"], min(height + 40, _HIGHEST))})
    usable(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    page.set_viewport_size(USUAL)
    return height


def watched(page, url):
    """A page that writes down its ``faults``; a request to anywhere but the server is stopped and stands in ``elsewhere``."""
    page.faults, page.elsewhere = [], []
    here = urlsplit(url).netloc

    def guard(route):
        if urlsplit(route.request.url).netloc in (here, ""):
            route.continue_()
        else:
            page.elsewhere.append(route.request.url)
            route.abort()

    page.route("**/*", guard)
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("dialog", lambda dialog: (page.faults.append(dialog.message), dialog.dismiss()))
    return page


@contextmanager
def opening(page, url, links):
    """How a test opens the pages of a server, and waits until they stand; it fails where anything went wrong in one of them."""

    def opened(name, more=""):
        page.goto(address(url, name, links, more))
        usable(page)
        return page

    page.faults.clear()
    page.elsewhere.clear()
    yield opened
    assert page.faults == []
    assert page.elsewhere == []


def click_through(page, locator, address):
    """Click, and wait until the page of that address stands."""
    locator.click()
    page.wait_for_url(address, timeout=60_000)
    page.locator("h1").first.wait_for(timeout=60_000)
    settled(page)
