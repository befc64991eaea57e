"""A commented YAML file to fill in: what a study, a statement or a guideline needs, and what it may have.

What must be given stands there empty, and ``leitgraph validate`` names each place until it is filled.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Literal

from kg_build.authoring import schema
from kg_build.authoring.curated import NAME, NAME_ALLOWED
from kg_build.authoring.heading import FILE
from kg_build.authoring.layout import SCHEMA_FILE, header
from kg_build.errors import BuildError

Kind = Literal["study", "statement", "guideline"]
_FOLDERS = {"study": "studies", "statement": "statements", "guideline": "."}


def new(kind: Kind, folder: Path, name: str = "") -> Path:
    """Write a file to fill in; a folder that is no corpus yet gets a corpus.yaml and the schema for editors."""
    name = name or f"new_{kind}"
    if not NAME.fullmatch(name):
        raise BuildError(f"the name {name!r} cannot be part of an IRI", next_step=NAME_ALLOWED)
    path = folder / _FOLDERS[kind] / f"{name}.yaml"
    if path.exists():
        raise BuildError(
            f"{path} is there already", next_step="choose another with --name, or edit that file"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (folder / FILE).exists():
        _corpus(folder)
    _write(path, kind, folder, name)
    return path


def _corpus(folder: Path) -> None:
    corpus = "".join(char if NAME.fullmatch(char) else "_" for char in folder.resolve().name) or "corpus"
    _write(folder / FILE, "corpus", folder, corpus)
    if not header(folder / "any.yaml"):
        shutil.copyfile(schema.PATH, folder / SCHEMA_FILE)


def _write(path: Path, template: str, folder: Path, name: str) -> None:
    text = (files("kg_build.authoring") / "templates" / f"{template}.yaml").read_text(encoding="utf-8")
    filled = Template(text).substitute(name=name, corpus=name, folder=folder, today=_today())
    path.write_text(header(path) + filled, encoding="utf-8")


def _today() -> dt.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (
        dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
        if epoch
        else dt.datetime.now(tz=dt.UTC).date()
    )
