"""What the about page gives to copy runs as it stands, against the server that it was copied from."""

import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow
RUN = {"curl": ["bash", "-c"], "Python": [sys.executable, "-c"], "R": ["Rscript", "-e"]}


@pytest.mark.parametrize("way", RUN)
def test_what_is_copied_from_the_page_runs(visit, way):
    if shutil.which(RUN[way][0]) is None:
        pytest.skip(f"no {RUN[way][0]} here")
    page = visit("about", "lang=en")
    page.get_by_role("tab", name=way, exact=True).click()
    shown = page.get_by_role("tabpanel").filter(visible=True).locator("code")
    shown.wait_for(timeout=60_000)
    ran = subprocess.run(
        [*RUN[way], shown.inner_text()], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("https://w3id.org/leitgraph/id/study/") == 5
