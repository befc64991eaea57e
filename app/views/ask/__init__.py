"""The page *ask* with the parts that no other page has."""

from app.views.ask.page import render

__all__ = ["render"]
