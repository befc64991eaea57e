"""The questions: the catalogue, the store they are asked of, and how a population fits a studied group."""
