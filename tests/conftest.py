"""What several tests share: the folder beside the project that holds the sources and the facts."""

import shutil
from pathlib import Path

import pytest

from tests import stores

ROOT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items):
    """Tests of the OWL step are skipped where there is no Java, and say so."""
    if shutil.which("java") is None:
        for item in items:
            if item.get_closest_marker("java"):
                item.add_marker(pytest.mark.skip(reason="no Java: HermiT and the OWL API cannot run"))


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
def home(tmp_path_factory):
    """A home whose current generation is the corpus that ships, built once, without the OWL step."""
    from kg_build.pipeline import Settings, build

    folder = tmp_path_factory.mktemp("home")
    build(Settings(owl=False, home=folder))
    return folder


@pytest.fixture(scope="session")
def real(home):
    """The store of the corpus that ships."""
    from queries.store import open_generation

    return open_generation(home / "current")


@pytest.fixture(scope="session")
def oxigraph_server(home, tmp_path_factory):
    """Oxigraph's own server, read-only, on a copy of the store of the corpus that ships."""
    folder = tmp_path_factory.mktemp("oxigraph") / "store"
    shutil.copytree(home / "current" / "store", folder)
    with stores.oxigraph(folder) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(home, tmp_path_factory):
    """Virtuoso with the corpus that ships, loaded with its graph names."""
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        stores.load(server, (home / "current" / "leitgraph.nq").resolve())
        yield server


@pytest.fixture(scope="session")
def served(home):
    """``leitgraph serve`` on the corpus that ships, without a budget for clients: all tests come from one address."""
    from tests.serving import serving

    with serving(home, LEITGRAPH_LIMIT_BUDGET="false") as server:
        yield server
