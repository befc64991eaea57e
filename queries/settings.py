"""Settings, from the environment and from one TOML file: each group a table of the file and a prefix of variables.

The file is the one that ``LEITGRAPH_SETTINGS`` names, else ``settings.toml`` in ``LEITGRAPH_HOME``. A variable wins over it.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from queries.errors import BadSetting
from queries.store import home


class Settings(BaseSettings):
    """One group of settings; ``table`` is its table in the file."""

    table: ClassVar[str]
    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then environment, then the file."""
        return init_settings, env_settings, _File(settings_cls, cls.table)

    @classmethod
    def given(cls) -> Self:
        """The group as environment and file have it; a bad value is named with its place."""
        prefix = cls.model_config.get("env_prefix", "")
        known = f"known are: {', '.join(cls.model_fields)}"
        for name in os.environ:
            if name.startswith(prefix) and name.removeprefix(prefix).lower() not in cls.model_fields:
                raise BadSetting(f"there is no setting {name}", next_step=known)
        try:
            return cls()
        except ValidationError as fault:
            wrong = "; ".join(
                f"{'.'.join(map(str, e['loc']))} = {e['input']!r}: {e['msg']}" for e in fault.errors()
            )
            where = f"environment ({prefix}...) or {_path() or 'settings file'}"
            raise BadSetting(f"{where}: {wrong}", next_step=known) from fault


class _File(PydanticBaseSettingsSource):
    """One table of the settings file."""

    def __init__(self, settings_cls: type[BaseSettings], table: str) -> None:
        super().__init__(settings_cls)
        self._table = table

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        return self().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        path = _path()
        if path is None:
            return {}
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8")).get(self._table, {})
        except (OSError, ValueError) as fault:
            raise BadSetting(f"{path}: {fault}", next_step=f"write it as TOML: [{self._table}]") from fault
        if not isinstance(found, dict):
            raise BadSetting(
                f"{path}: {self._table} is no table",
                next_step=f"write [{self._table}], then one setting a line",
            )
        return found


def _path() -> Path | None:
    """The settings file, where there is one."""
    named = os.environ.get("LEITGRAPH_SETTINGS", "")
    path = Path(named) if named else home() / "settings.toml"
    return path if named or path.is_file() else None
