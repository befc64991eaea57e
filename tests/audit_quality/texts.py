"""One fact in two places, and how a number is spelled: N17 and N18."""

from dataclasses import replace
from decimal import Decimal

from kg_build.audit.numbers import NumberForm, Repeated
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import MODES, as_printed, place, printed


def twice(chance, language):
    """One true value, printed in two places with as many or fewer digits."""
    true, decimals = chance.uniform(0.5, 99), chance.choice((0, 1, 1))
    here = printed(true, decimals, language, chance.choice(MODES), unit="%")
    there = printed(true, chance.choice((decimals, 1)), "en", unit="%")
    source = place("source", rests_on="source")
    return Repeated(place("text"), source, "Sample 2020|OS|24", here, there, "rate", "rate")


@generator("N17", "a value that differs from that of the source")
def different_value(chance, language):
    fact = twice(chance, language)
    step = Decimal(1).scaleb(-min(fact.value.decimals, fact.other.decimals))
    least = 1 if fact.value.decimals == fact.other.decimals else 2
    wrong = fact.value.value + chance.choice((-1, 1)) * chance.randint(least, 30) * step
    if least == 1 and wrong == fact.other.value:
        return None
    return Case((replace(fact, value=as_printed(wrong, language, unit="%")),)) if wrong > 0 else None


@generator("N17", "a mean that the text calls a median")
def different_measure(chance, language):
    fact = twice(chance, language)
    return Case((replace(fact, what="median", other_what="mean"),))


@generator("N17")
def same_value(chance, language):
    fact = twice(chance, language)
    wrong = printed(float(fact.value.value) + 7, 1, language, unit="%")
    return Case(
        (
            fact,
            replace(fact, place=place("later"), value=wrong, analysis="interim", other_analysis="final"),
            replace(fact, place=place("about"), value=replace(wrong, comparator="~")),
            replace(fact, place=place("unit"), value=replace(wrong, unit="months")),
            replace(fact, place=place("kinds"), value=wrong, what="median", other_what="mean"),
        )
    )


@generator("N18", "a number that can be read in two ways")
def ambiguous_number(chance, language):
    whole = chance.randint(1, 99)
    text, readings = chance.choice(
        (
            (f"{whole}.000", (f"{whole}000", f"{whole}.0")),
            (f"{whole}–{whole + 9}", (f"{whole} to {whole + 9}", f"{whole} minus {whole + 9}")),
            (f"{whole},125", (f"{whole}125", f"{whole}.125")),
        )
    )
    return Case((NumberForm(place(), text, readings),))


@generator("N18")
def no_measurements(chance, language):
    roles = {"doi": "10.1093/x", "tnm": "1-4", "chapter": "6.6.10", "level": "2 b"}
    plain = NumberForm(place("plain"), "62,1" if language == "de" else "62.1", ("62.1",))
    forms = (NumberForm(place(role), text, ("a", "b"), role=role) for role, text in roles.items())
    return Case((plain, *forms))
