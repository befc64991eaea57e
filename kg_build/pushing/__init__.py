"""The parts of a push: the graph store that is written to, and whether what lies there is what was sent."""
