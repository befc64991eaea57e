"""The page *network* with the parts that no other page has."""

from app.views.network.page import render

__all__ = ["render"]
