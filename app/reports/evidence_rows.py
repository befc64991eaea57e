"""The evidence table for reckoning: a row for each result and each group, every number a number in a column of its own."""

from __future__ import annotations

from decimal import Decimal

from app.reports.document import Cell, Column, Missing, Table
from app.reports.phrasing import Phrasing, exact, lines, short
from queries.records import Record


def results(words: Phrasing) -> Table:
    """What was found: a row for each result."""
    say = words.say
    return Table(
        say("Ergebnisse", "Results"),
        (
            Column(say("Studie", "Study"), 26, say("Name der Studie", "name of the study")),
            Column(say("Gruppe", "Group"), 26, say("Gruppe, für die das Ergebnis gilt", "group that the result is of")),
            Column("n", 8, say("Patienten der Gruppe", "patients of the group")),
            Column(say("Endpunkt", "Outcome"), 24, say("Zielgröße", "outcome measure")),
            Column(say("Zeit (Monate)", "Time (months)"), 10, say("Zeitpunkt einer Rate", "time point of a rate")),
            Column(say("Maß", "Measure"), 16, say("statistisches Maß", "statistic")),
            Column(say("Art", "Role"), 16, say("wofür der Wert Evidenz sein kann", "what the value can be evidence of")),
            Column(say("Faktor", "Factor"), 20, say("verglichenes Merkmal bei prognostischen Ergebnissen", "characteristic compared, for prognostic results")),
            Column(say("Wert", "Value"), 10, say("Wert als Zahl", "value as a number")),
            Column(say("Wert bis", "Value to"), 10, say("oberes Ende einer Spanne", "upper end of a range")),
            Column(say("Einheit", "Unit"), 10, say("Einheit nach UCUM; 1 ohne Einheit", "UCUM unit; 1 without unit")),
            Column(say("KI von", "CI from"), 10, say("untere Grenze des Konfidenzintervalls", "lower limit of the confidence interval")),
            Column(say("KI bis", "CI to"), 10, say("obere Grenze des Konfidenzintervalls", "upper limit of the confidence interval")),
            Column(say("KI-Niveau (%)", "CI level (%)"), 10, say("Konfidenzniveau; ohne Eintrag von der Quelle nicht genannt", "confidence level; not recorded where the source does not state it")),
            Column(say("p (wie gedruckt)", "p (as printed)"), 12, say("p-Wert in der Schreibung der Quelle", "p value as the source spells it")),
            Column(say("Ereignisse", "Events"), 10, say("Zahl der Ereignisse", "number of events")),
            Column(say("Vergleichsgruppe", "Comparator"), 24, say("Gruppe, gegen die verglichen wird", "group compared against")),
            Column(say("wie gedruckt", "as printed"), 20, say("Wert in der Schreibung der Quelle", "value as the source spells it")),
            Column(say("in Worten", "in words"), 30, say("was die Quelle ohne Zahl sagt", "what the source says without a number")),
            Column("IRI", 40, say("Adresse des Ergebnisses im Graphen", "address of the result in the graph")),
        ),
        tuple(
            _result(words, study, group, result)
            for study in words.studies()
            for group in words.evidence.groups_of.get(study.iri, ())
            for result in words.evidence.results_of.get(group.iri, ())
        ),
    )  # fmt: skip


def _result(words: Phrasing, study: Record, group: Record, result: Record) -> tuple[Cell, ...]:
    comparative = result.code("lg:resultRole") in ("effect", "prognostic")
    return (
        words.label(study.iri),
        words.label(group.iri),
        _count(group),
        words.label(result.one("lg:endpoint")),
        _number(result, "lg:months", Missing.NOT_APPLICABLE),
        words.label(result.one("lg:statistic")),
        words.label(result.one("lg:resultRole")),
        lines([words.say.words(result.text("lg:factor"))], Missing.NOT_APPLICABLE),
        words.label(result.one("lg:valueStatus"))
        if result.code("lg:valueStatus") == "notReached"
        else _number(result, "lg:value"),
        _number(result, "lg:valueHigh", Missing.NOT_APPLICABLE),
        result.one("lg:unit") or Missing.NOT_RECORDED,
        _number(result, "lg:ciLow"),
        _number(result, "lg:ciHigh"),
        _number(result, "lg:ciLevel"),
        result.one("lg:pPrinted") or Missing.NOT_RECORDED,
        _number(result, "lg:events"),
        lines(
            [words.label(name) for name in result.all("lg:comparator")],
            Missing.NOT_RECORDED if comparative else Missing.NOT_APPLICABLE,
        ),
        result.one("lg:printed") or Missing.NOT_RECORDED,
        lines([words.say.words(result.text("lg:findingText"))]),
        result.iri,
    )


def groups(words: Phrasing) -> Table:
    """Who was studied: a row for each group, n and N in columns of their own."""
    say = words.say
    return Table(
        say("Gruppen", "Groups"),
        (
            Column(say("Studie", "Study"), 26, say("Name der Studie", "name of the study")),
            Column(say("Gruppe", "Group"), 30, say("Name der Gruppe", "name of the group")),
            Column(say("Art", "Kind"), 14, say("Kohorte, Arm, Auswertungsgruppe oder Stratum", "cohort, arm, analysis set or stratum")),
            Column(say("Teil von", "Part of"), 26, say("Gruppe, aus der ein Stratum gezählt ist", "group that a stratum is counted from")),
            Column("n", 9, say("Patienten der Gruppe (bei Armen: aufgenommen)", "patients of the group (of arms: started)")),
            Column("N", 9, say("Patienten der umfassenden Gruppe: der Nenner", "patients of the group around it: the denominator")),
            Column(say("abgeschlossen", "completed"), 12, say("Patienten, die die Studie beendeten", "patients who completed the study")),
            Column(say("Kriterien", "Criteria"), 50, say("Ein- und Ausschluss auf den Achsen des Fachs", "in- and exclusion on the axes of the field")),
            Column(say("erhielt", "received"), 36, say("Behandlung", "treatment")),
            Column(say("wie gedruckt", "as printed"), 24, say("Zahl in der Schreibung der Quelle", "count as the source spells it")),
            Column(say("angegeben von", "asserted by"), 26, say("wessen Zählung es ist", "whose count it is")),
            Column("IRI", 40, say("Adresse der Gruppe im Graphen", "address of the group in the graph")),
        ),
        tuple(
            _group(words, study, group)
            for study in words.studies()
            for group in words.evidence.groups_of.get(study.iri, ())
        ),
    )  # fmt: skip


_KINDS = {"Stratum", "Arm", "AnalysisSet", "Cohort"}


def _group(words: Phrasing, study: Record, group: Record) -> tuple[Cell, ...]:
    evidence, say = words.evidence, words.say
    kinds = [name for name in group.all("rdf:type") if short(name) in _KINDS]
    parent = evidence.groups.get(group.one("lg:stratumOf") or "")
    treatments = (words.treatment(evidence.components[name]) for name in group.all("lg:received"))
    outside = (f"{say('Ausschluss', 'excluded')}: {one}" for one in words.criteria(group, excluding=True))
    return (
        words.label(study.iri),
        words.label(group.iri),
        lines(words.label(name) for name in kinds),
        words.label(parent.iri) if parent else Missing.NOT_APPLICABLE,
        _count(group),
        _count(parent) if parent else Missing.NOT_APPLICABLE,
        Missing.NOT_RECORDED,
        lines([*words.criteria(group), *outside]),
        lines(treatments),
        group.one("lg:printed") or Missing.NOT_RECORDED,
        lines(words.label(name) for name in group.all("lg:assertedBy")),
        group.iri,
    )


def _count(group: Record) -> Cell:
    """The number of patients; where the source gives none, that."""
    n = group.number("lg:n")
    if n is not None:
        return int(n)
    return Missing.NOT_REPORTED if group.code("lg:nStatus") == "notReported" else Missing.NOT_RECORDED


def _number(result: Record, prop: str, missing: Missing = Missing.NOT_RECORDED) -> Cell:
    value = exact(result, prop) if prop in ("lg:value", "lg:valueHigh", "lg:ciLow", "lg:ciHigh") else None
    if value is None and (stored := result.one(prop)) is not None:
        value = Decimal(stored)
    if value is None:
        return missing
    return int(value) if value.as_tuple().exponent == 0 else value
