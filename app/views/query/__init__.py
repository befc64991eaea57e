"""The page *query* with the parts that no other page has."""

from app.views.query.page import render

__all__ = ["render"]
