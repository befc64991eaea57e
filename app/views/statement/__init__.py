"""The page *statement* with the parts that no other page has."""

from app.views.statement.page import render

__all__ = ["render"]
