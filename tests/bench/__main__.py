"""``python -m tests.bench``: prints ratios, writes build/bench.json; no figure is ever asserted."""

import argparse
import json
import os
import platform
import tempfile
from pathlib import Path

import pyoxigraph as ox
import rdflib
import structlog

from tests.bench import endpoint, explorer, measure

ROOT = Path(__file__).parents[2]


def options():
    """What to run."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="*",
        default=[10_000, 100_000, 1_000_000],
        help="triples; larger on request",
    )
    parser.add_argument("--cap", type=int, default=60, help="seconds that rdflib may take for one question")
    parser.add_argument("--groups", type=int, default=10_000, help="groups for the fit; 0 leaves it out")
    parser.add_argument("--statements", type=int, nargs="*", default=[100, 1_000], help="statements to audit")
    parser.add_argument("--no-endpoint", action="store_true", help="leave out what is asked over HTTP")
    parser.add_argument("--no-browser", action="store_true", help="leave out the pages of the explorer")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    return parser.parse_args()


def measured(chosen):
    """All rows, one after the other."""
    yield from measure.cold_start()
    if chosen.groups:
        yield from measure.fitting(chosen.groups)
    if not chosen.no_endpoint:
        with tempfile.TemporaryDirectory() as name:
            yield from endpoint.measured(Path(name))
    if not chosen.no_browser:
        with tempfile.TemporaryDirectory() as name:
            yield from explorer.embedded(Path(name))
    for statements in chosen.statements:
        yield measure.auditing(statements)
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            yield from measure.making(size, Path(name))
        with tempfile.TemporaryDirectory() as name:
            yield from measure.asking(size, Path(name), chosen.cap, servers=not chosen.no_endpoint)
            if not chosen.no_browser:
                yield from explorer.measured(Path(name) / "asked", size, explorer.INVENTED)


def line(row):
    """One row for the screen."""
    theirs = "" if row.peer is None else f"{row.peer:10.3f}"
    ratio = "" if row.ratio is None else f"{row.ratio:8.1f} x"
    return f"{row.what[:62]:62} {row.triples:>10,} {row.ours:10.4f} {theirs:>10} {ratio:>10}  {row.note}"


def main():
    """Run, print, write."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    chosen = options()
    print(f"{'':62} {'triples':>10} {'ours [s]':>10} {'rdflib [s]':>10} {'ratio':>10}")
    found = []
    for row in measured(chosen):
        print(line(row), flush=True)
        found.append(row.as_json())
        machine = {
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "pyoxigraph": ox.__version__,
            "rdflib": rdflib.__version__,
        }
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(
            json.dumps({"machine": machine, "rows": found}, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
