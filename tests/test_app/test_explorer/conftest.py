"""What Streamlit's AppTest leaves behind is put back: it runs a page as ``__main__``, which a spawned process would run again."""

import sys

import pytest


@pytest.fixture(autouse=True)
def the_main_module_stays():
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
