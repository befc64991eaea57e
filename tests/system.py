"""What the machine itself must have: a Python that makes virtual environments, Java for the reasoner, and what tests drive.

On Debian as root the packages are installed; elsewhere it is said what is missing and what it is for.
Runs on a bare Python, before anything of ours is installed: ``python3 tests/system.py java``.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

#: need -> (is it there?, the Debian package, what cannot be done without it)
NEEDS = {
    "venv": (
        lambda: importlib.util.find_spec("ensurepip") is not None,
        "python3-venv",
        "a virtual environment cannot be made",
    ),
    "java": (
        lambda: shutil.which("java") is not None,
        "default-jre-headless",
        "the build goes on without the OWL step (HermiT) and says so",
    ),
    "jdk": (
        lambda: shutil.which("javac") is not None,
        "default-jdk-headless",
        "the tests of the OWL step (HermiT, OWL 2 DL profile) are skipped",
    ),
    "virtuoso": (
        lambda: shutil.which("virtuoso-t") is not None,
        "virtuoso-opensource-7",
        "the tests that ask Virtuoso are skipped",
    ),
    "chromium": (
        lambda: shutil.which("chromium") is not None,
        "chromium",
        "the tests that drive a browser are skipped",
    ),
    "soffice": (
        lambda: shutil.which("soffice") is not None,
        "libreoffice-writer libreoffice-calc fonts-liberation",
        "the tests that open the office files are skipped",
    ),
    "pdftoppm": (
        lambda: shutil.which("pdftoppm") is not None,
        "poppler-utils",
        "the tests that look at the pages of the office files are skipped",
    ),
    "wrk": (
        lambda: shutil.which("wrk") is not None,
        "wrk",
        "the bench leaves out what is asked over HTTP",
    ),
    "npm": (
        lambda: shutil.which("npm") is not None,
        "npm",
        "the tests with clients written in JavaScript are skipped",
    ),
}


def provide(need):
    """Install what is missing where that is possible; else say what is missing."""
    present, package, consequence = NEEDS[need]
    if present():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"installing {package} ...", file=sys.stderr)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "--no-install-recommends", *package.split()], check=False, **quiet
        )
    if not present():
        print(f"{need} is missing: {consequence}. Install it (Debian: {package}).", file=sys.stderr)


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        provide(wanted)
