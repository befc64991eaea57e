"""How the members of a population are counted: sets of values, the kinds of patients they allow, and programs."""
