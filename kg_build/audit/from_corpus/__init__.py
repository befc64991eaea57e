"""The facts that the rules judge, read from the model of a corpus: what its texts print, and what its sources hold."""
