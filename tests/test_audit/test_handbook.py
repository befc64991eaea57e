"""The page of all rules is made from the rules."""

from pathlib import Path

from kg_build.audit.handbook import page
from kg_build.audit.judge import rules

PAGE = Path(__file__).parents[2] / "docs" / "audit_rules.md"


def test_the_page_of_rules_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page() + "\n", "make format rewrites docs/audit_rules.md"


def test_every_rule_has_a_section_with_both_titles_and_all_its_silences():
    text = page()
    for name, rule in rules().items():
        assert f"\n## {name}\n" in text
        for words in (rule.about.title, *rule.about.suppressors.values()):
            assert words.de in text
            assert words.en in text
