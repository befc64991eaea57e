"""The page *compare* with the parts that no other page has."""

from app.views.compare.page import render

__all__ = ["render"]
