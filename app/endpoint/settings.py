"""How the server is run, beside its limits.

Each setting ``public_url`` is the variable ``LEITGRAPH_SERVER_PUBLIC_URL``, or ``public_url = "..."`` under ``[server]``
in the settings file.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from queries.settings import Settings


class ServerSettings(Settings):
    """What an operator may set of the server.

    >>> ServerSettings(public_url="https://example.org").public_url
    'https://example.org'
    """

    table: ClassVar[str] = "server"
    model_config = SettingsConfigDict(env_prefix="LEITGRAPH_SERVER_")

    public_url: str = Field(
        "",
        pattern=r"^$|^https?://[^/\s]+/?$",
        description="The address that clients use, where a proxy stands before the server.",
    )
    trusted_proxy: str = Field(
        "", description="The address of that proxy: what it says of the client's own address is believed."
    )
    cache_bytes: int = Field(64_000_000, ge=0, description="Memory for answers that were given before.")
    access_log: bool = Field(default=True, description="One line on standard error a query.")
