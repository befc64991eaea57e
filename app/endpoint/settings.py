"""How the server is run: set by environment (``LEITGRAPH_SERVER_...``) or in the settings file, under ``[server]``."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set beside the limits.

    >>> Settings(public_url="https://example.org").public_url
    'https://example.org'
    """

    model_config = SettingsConfigDict(env_prefix="LEITGRAPH_SERVER_", extra="forbid", frozen=True)

    public_url: str = Field(
        "", description="The address that clients use, where a proxy stands before the server."
    )
    cache_bytes: int = Field(64_000_000, ge=0, description="Memory for answers that were given before.")
    access_log: bool = Field(default=True, description="One line on standard error a request.")
