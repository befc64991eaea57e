"""The page in which the explorer starts: Streamlit's own, told from the first moment whose it is and where its server is.

Without that it asks beside each page whether the server stands there, waits, and asks at the root; and its tab is called
Streamlit until the first words of ours come.
"""

from __future__ import annotations

from pathlib import Path

import streamlit

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_TITLE = "<title>Streamlit</title>"
_HEAD = """<title>Leitgraph</title>
    <script>
      window.__streamlit = {
        BACKEND_BASE_URL: location.origin,
        HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
      }
    </script>"""


def page() -> str:
    """The page as HTML.

    >>> "<title>Leitgraph</title>" in page()
    True
    """
    return _INDEX.read_text(encoding="utf-8").replace(_TITLE, _HEAD)
