"""The page *guideline* with the parts that no other page has."""

from app.views.guideline.page import render

__all__ = ["render"]
