"""The pages of the explorer, one module each with one function ``render``."""
