"""The page *vocabulary* with the parts that no other page has."""

from app.views.vocabulary.page import render

__all__ = ["render"]
