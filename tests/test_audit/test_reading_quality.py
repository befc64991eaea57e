"""What the rules find in raw sentences and in tables as people write them: the thresholds hold on a fixed sample."""

import pytest

from tests.audit_quality.measure import measured

SIZE = 16


@pytest.fixture(scope="module", params=["prose", "rows"])
def read(request):
    return request.param, measured(SIZE, request.param)


def test_what_was_planted_is_found(read):
    material, quality = read
    least = {"prose": (0.85, 0.90), "rows": (0.98, 0.98)}[material]
    for rule, said in quality["rules"].items():
        if said["planted"]:
            assert said["recall"] >= least[0], (rule, said["missed"])
            assert said["precision"] >= least[1], (rule, said["false_in"])


def test_what_is_right_is_left_alone_in_spite_of_the_traps(read):
    correct = read[1]["correct"]
    assert correct["cases"] > 100
    assert correct["ERROR"] <= 0.01 * correct["cases"]
    assert correct["WARN"] <= 0.03 * correct["cases"]
