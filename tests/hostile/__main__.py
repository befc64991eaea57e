"""``python -m tests.hostile``: all hostile inputs and faults; prints how each class went, writes build/hostile.json."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import structlog

from kg_build.pipeline import Settings, build
from tests.hostile.suite import Suite

ROOT = Path(__file__).parents[2]


def options():
    """What to run."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="which part of each class: 1 is all")
    parser.add_argument(
        "--only",
        default="",
        help="the parts to run: http, caps, files, fairness, pages, library, generations",
    )
    parser.add_argument(
        "--slack", type=float, default=0.5, help="seconds that a busy machine may add to a limit"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "hostile.json")
    return parser.parse_args()


def parts(suite, only):
    """The parts that were asked for."""
    every = {
        "http": suite.over_http,
        "caps": suite.at_the_caps,
        "files": suite.in_files,
        "fairness": suite.beside_attackers,
        "pages": suite.in_pages,
        "library": suite.in_the_library,
        "generations": suite.of_generations,
    }
    return [part for name, part in every.items() if not only or name in only.split(",")]


def main():
    """Run, print, write; the exit code says whether all held."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    chosen = options()
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(Settings(owl=False, home=folder / "home"))
        for part in parts(Suite(folder / "home", folder, chosen.share, chosen.slack), chosen.only):
            begin = time.monotonic()
            for count in part():
                row = count.as_json() | {"took_seconds": round(time.monotonic() - begin)}
                begin = time.monotonic()
                found.append(row)
                held = "held" if count.passed else "FAILED" if count.inputs else "not run"
                print(f"{count.name:28} {count.inputs:>8,}  {held}  {row['took_seconds']} s", flush=True)
                for fault in count.faults[:5]:
                    print(f"    {fault}")
                chosen.out.parent.mkdir(parents=True, exist_ok=True)
                report = {"share": chosen.share, "slack_seconds": chosen.slack, "classes": found}
                chosen.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    sys.exit(any(row["faults_number"] for row in found))


if __name__ == "__main__":
    main()
