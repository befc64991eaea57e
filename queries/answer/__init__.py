"""The parts of the four-block answer: what belongs to a group, what is said, what is missing, who is counted."""
