"""The making: curated YAML becomes model objects, quads, and a sealed generation that can be questioned."""
