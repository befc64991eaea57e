"""The page *coverage* with the parts that no other page has."""

from app.views.coverage.page import render

__all__ = ["render"]
