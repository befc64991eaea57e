"""The wheel, installed where nothing of the checkout is: it holds its data files and builds from them."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import httpx
import pytest

from tests.serving import serving

ROOT = Path(__file__).parents[1]


def run(*words, **options):
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A fresh environment with the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        "hatchling",
    ]
    if subprocess.run(pip, capture_output=True, check=False).returncode:
        pytest.skip("no package index can be reached: the wheel cannot be installed with what it needs")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("leitgraph-*.whl")
    venv.create(folder / "env", with_pip=True)
    run(
        folder / "env" / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wheel,
    )
    return folder / "env" / "bin" / "leitgraph"


@pytest.mark.slow
@pytest.mark.network
def test_the_wheel_builds_the_corpus_and_answers_the_first_question(installed, tmp_path):
    elsewhere = {"cwd": tmp_path, "env": {**os.environ, "LEITGRAPH_HOME": str(tmp_path / "home")}}
    run(installed, "build", "--no-owl", **elsewhere)
    answer = json.loads(
        run(
            installed,
            "evidence",
            "--intervention",
            "local-therapy",
            "--population",
            "N3",
            "--format",
            "json",
            **elsewhere,
        )
    )
    assert [found["bounds"] for found in answer["mixed"] if "de_ruysscher_2012" in found["group"]] == [
        [0, 29]
    ]
    assert len(json.loads(run(installed, "queries", "--format", "json", **elsewhere))) >= 15
    with serving(tmp_path / "home", program=[installed]) as server:
        shown = httpx.get(server.sparql, headers={"Accept": "text/html"}, timeout=30).text
        for asset in re.findall(r'"(/assets/[^"]+)"', shown):
            assert httpx.get(server.url + asset, timeout=30).status_code == 200, asset
        assert len(re.findall(r'"(/assets/[^"]+)"', shown)) >= 3
