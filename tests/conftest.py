"""What several tests share: the folder beside the project that holds the sources and the facts."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared():
    """The folder with the passages and the facts; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            "../shared is not there: the sources are under copyright and do not travel with the project"
        )
    return folder


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """The store of the corpus that ships, built once, without the OWL step."""
    from kg_build.pipeline import Settings, build
    from queries.store import open_generation

    return open_generation(build(Settings(owl=False, home=tmp_path_factory.mktemp("real"))).path)
