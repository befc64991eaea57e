"""Run the measure in full: precision and recall, the rounding law, and mutants of each rule."""

import json
import sys
from pathlib import Path

from tests.audit_quality.measure import generators, measured

REPORT = Path(__file__).parents[2] / "build" / "audit_quality.json"


def main(size=200):
    """Measure, print, and write ``build/audit_quality.json``."""
    materials = dict.fromkeys(known.material for known in generators())
    quality = {material: measured(size, material) for material in materials}
    for material, result in quality.items():
        print(
            f"{material}\n{'rule':5} {'planted':>8} {'found':>6} {'false':>6} {'recall':>8} {'precision':>9}"
        )
        for rule, said in result["rules"].items():
            shown = [
                f"{said[name]:.3f}" if said[name] is not None else "-" for name in ("recall", "precision")
            ]
            print(
                f"{rule:5} {said['planted']:8} {said['found']:6} {said['false']:6} {shown[0]:>8} {shown[1]:>9}"
            )
            for name in ("missed", "false_in"):
                if said[name]:
                    print(f"      {name}: {', '.join(said[name])}")
        print(f"correct records: {result['correct']}\n")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(quality, indent=2) + "\n", encoding="utf-8")
    print(f"written: {REPORT}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
