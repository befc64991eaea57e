"""How a test opens a page of the explorer without a browser, and reads what stands on it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

MAIN = str(Path(__file__).parents[3] / "app" / "main.py")


def script(name):
    """One page as the explorer runs it, whatever page its address would name."""
    from importlib import import_module

    import streamlit as st

    from app import navigation

    st.navigation(navigation.pages(), position="hidden")
    import_module(f"app.views.{name}").render()


def opened(name, **link):
    """A page at a link, English unless the link says otherwise; a value may be a list."""
    page = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    for key, value in {"lang": "en", **link}.items():
        page.query_params[key] = value
    return page.run()


def text(page):
    """All that a page says in words of its own."""
    parts = (page.markdown, page.caption, page.title, page.header, page.subheader, page.info, page.warning)
    return "\n".join(str(element.value) for part in parts for element in part).replace("\\", "")
