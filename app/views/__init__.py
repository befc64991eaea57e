"""The pages of the explorer, one module or folder each, with a function ``render``."""
