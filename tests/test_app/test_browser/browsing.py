"""What the browser tests do over and over: wait until a page stands, and go on from it."""

#: What a page needs in its link to show something.
LINKS = {"statement": "&id=statement:S0.08", "study": "&id=study:de_ruysscher_2012"}
_DONE = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


def settled(page):
    """Wait until the script of the page has run."""
    page.wait_for_function(_DONE, timeout=60_000)


def click_through(page, locator, address):
    """Click, and wait until the page of that address stands."""
    locator.click()
    page.wait_for_url(address, timeout=30_000)
    page.locator("h1").first.wait_for(timeout=30_000)
    settled(page)
