"""The audit: what of a guideline's evidence does not fit, with the arithmetic shown.

``facts`` are what is judged, whatever they were read from: the model, an evidence table, prose. A ``rule``
is a pure function from facts to verdicts; ``judge`` runs all rules. Nothing here reads a file or a clock.
"""
