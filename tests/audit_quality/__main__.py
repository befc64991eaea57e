"""Run the measure in full: precision and recall of each rule, the rounding law, and mutants of each rule."""

import json
import sys
from pathlib import Path

from tests.audit_quality.measure import generators, measured
from tests.audit_quality.mutants import mutants, noticed
from tests.audit_quality.rounding import DECIMALS, LARGEST, broken

REPORT = Path(__file__).parents[2] / "build" / "audit_quality.json"


def main(size=200):
    """Measure, print, and write ``build/audit_quality.json``."""
    materials = dict.fromkeys(known.material for known in generators())
    quality = {material: measured(size, material) for material in materials}
    for material, result in quality.items():
        _print(material, result)
    quality |= {"rounding": _rounding(), "mutants": _mutants()}
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(quality, indent=2) + "\n", encoding="utf-8")
    print(f"written: {REPORT}")


def _print(material, result):
    print(f"{material}\n{'rule':5} {'planted':>8} {'found':>6} {'false':>6} {'recall':>8} {'precision':>9}")
    for rule, said in result["rules"].items():
        recall, precision = (
            f"{said[name]:.3f}" if said[name] is not None else "-" for name in ("recall", "precision")
        )
        print(f"{rule:5} {said['planted']:8} {said['found']:6} {said['false']:6} {recall:>8} {precision:>9}")
        for name in ("missed", "false_in"):
            if said[name]:
                print(f"      {name}: {', '.join(said[name])}")
    print(f"correct records: {result['correct']}\n")


def _rounding():
    judged, wrong = broken()
    print(
        f"rounding law, N 1 to {LARGEST}, {DECIMALS} decimals, three modes: {judged} judged, {len(wrong)} found\n"
    )
    return {"judged": judged, "found": len(wrong)}


def _mutants():
    known = list(mutants())
    alive = [str(mutant) for mutant in known if not noticed(mutant, 8)]
    print(f"mutants: {len(known)}, of which not noticed: {', '.join(alive) or 'none'}\n")
    return {"made": len(known), "not_noticed": alive}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
