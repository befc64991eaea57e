"""The README of the questions names what there is, and shows a question as it stands."""

import re
from pathlib import Path

import queries

FOLDER = Path(queries.__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_a_line_for_each_module():
    named = set(re.findall(r"^\| `(\w+)(?:\.py|/)` \|", README, re.MULTILINE))
    modules = {path.stem for path in FOLDER.glob("*.py")} | {
        path.parent.name for path in FOLDER.glob("*/*.py")
    }
    assert named == modules - {"__init__", FOLDER.name}


def test_the_question_in_the_readme_is_the_one_of_the_catalogue():
    shown = re.search(r"```sparql\n(.*?)```", README, re.DOTALL)[1]
    assert shown == (FOLDER / "catalogue/studies/studies_by_design.rq").read_text(encoding="utf-8")
