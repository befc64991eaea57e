"""The page *audit* with the parts that no other page has."""

from app.views.audit.page import render

__all__ = ["render"]
