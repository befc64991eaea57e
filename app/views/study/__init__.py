"""The page *study* with the parts that no other page has."""

from app.views.study.page import render

__all__ = ["render"]
