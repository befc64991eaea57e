"""The catalogue, asked of the corpus that ships."""

import pyoxigraph as ox
import pytest

from ontology.namespaces import curie
from queries import library


def short(term):
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    return None if term is None else term.value


@pytest.fixture(scope="session")
def ask(real):
    questions = {question.name: question for question in library.catalogue()}

    def asked(name, *columns, **given):
        """The rows of an answer, each as the values of the named columns, with CURIEs for IRIs."""
        answer = library.ask(real, questions[name], given)
        names = columns or [variable.value for variable in answer.variables]
        return [tuple(short(row[column]) for column in names) for row in answer]

    return asked
