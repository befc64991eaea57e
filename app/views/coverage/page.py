"""Where evidence is and where it is not: categories of patients against treatments and endpoints, and the recorded gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.views.coverage import heat_map
from app.widgets import choice, criteria, figure, panel, table
from ontology.namespaces import curie, iri
from queries.coverage import Category, Cell, Gap

_BETWEEN = "~"  # the parts of a cell in the link
_DESIGNS_FIT = 6  # columns that leave room for the design in a cell


def render() -> None:
    """The heat map with its filters, the evidence of the cell that is chosen, the same as a table, and the gaps."""
    st.title(say("coverage.title"))
    st.caption(say("coverage.note"))
    axis, treatment, endpoints = _filters()
    found = session.covered(iri(axis), iri(treatment))
    cells = [cell for cell in found if not endpoints or curie(cell.endpoint) in endpoints]
    if cells:
        _matrix(cells, session.categories()[iri(axis)], iri(treatment))
    else:
        st.info(say("coverage.nothing"), icon=":material/grid_off:")
    _behind(treatment)
    _gaps()


def _behind(treatment: str) -> None:
    """The groups that the cells are counted from, and their query, when somebody asks for them."""
    with st.expander(
        say("shared.query_behind"), icon=":material/code:", key="behind", on_change="rerun"
    ) as opened:
        if opened.open:
            st.caption(say("coverage.how"))
            panel.show("groups_with_results", intervention=treatment)


def _filters() -> tuple[str, str, list[str]]:
    left, middle, right = st.columns(3)
    axes = session.members("lg:Axis", language())
    with left:
        named = {curie(name): axes[curie(name)] for name in session.categories() if curie(name) in axes}
        axis = choice.among(say("coverage.axis"), _sorted(named), "axis", say("coverage.first_axis"))
    with middle:
        treatments = session.members("lg:Intervention", language())
        first = say("ask.first_intervention")
        treatment = choice.among(say("coverage.treatment"), treatments, "intervention", first)
    with right, st.spinner(say("shared.busy")):
        there = {curie(cell.endpoint) for cell in session.covered(iri(axis), iri(treatment))}
        ends = {
            name: said for name, said in session.members("lg:Endpoint", language()).items() if name in there
        }
        draw = partial(st.multiselect, placeholder=say("coverage.all_endpoints"))
        endpoints = choice.several(say("coverage.endpoint"), ends, "endpoint", draw)
    return axis, treatment, endpoints


def _sorted(named: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda one: one[1]))


def _matrix(cells: Sequence[Cell], categories: Sequence[Category], treatment: str) -> None:
    columns = {one.code: _called(one) for one in categories}
    names = {name for cell in cells for name in (cell.treatment, cell.endpoint, cell.design) if name}
    labels = session.labels(tuple(sorted(names)), language())
    rows = {
        f"{cell.treatment} {cell.endpoint}": f"{labels[cell.treatment]}: {labels[cell.endpoint]}"
        for cell in cells
    }
    designs = labels if len(columns) <= _DESIGNS_FIT else {}
    codes = [_code(cell) for cell in cells]
    drawn = heat_map.chart(cells, codes, _first_the_widest(rows, treatment), columns, designs)
    alt_text = say(
        "coverage.alt",
        number=len(cells),
        alone=sum(bool(cell.alone.studies) for cell in cells),
        gaps=sum(bool(cell.gaps) for cell in cells),
    )
    _follow(figure.show(drawn, "coverage", alt_text=alt_text, on_select=True))
    named = {
        code: f"{columns[cell.category]} · {rows[f'{cell.treatment} {cell.endpoint}']} · {heat_map.number(cell)}"
        for code, cell in zip(codes, cells, strict=True)
    }
    chosen = choice.among(say("coverage.cell"), {"": say("coverage.choose_cell"), **named}, "cell")
    if chosen:
        cell = cells[codes.index(chosen)]
        _evidence(cell, next(one for one in categories if one.code == cell.category), named[chosen])
    with st.expander(
        say("coverage.as_table"), icon=":material/table:", key="all.cells", on_change="rerun"
    ) as opened:
        _table(cells, columns, labels, folded=not opened.open)


def _called(category: Category) -> str:
    """What a column is called: a value by its label, a stretch of a count by its ends."""
    known, one = session.vocabulary(), category.criterion
    if known.axis(one.axis).kind != "range":
        return session.labels(one.any_of, language()).get(one.any_of[0], category.code)
    if one.maximum is None:
        return f"≥ {one.minimum}"
    return str(one.minimum) if one.minimum == one.maximum else f"{one.minimum}–{one.maximum}"


def _first_the_widest(rows: Mapping[str, str], treatment: str) -> dict[str, str]:
    """The rows of the treatment that was chosen first, then those below it, each by their names."""
    return dict(sorted(rows.items(), key=lambda row: (row[0].split()[0] != treatment, row[1])))


def _code(cell: Cell) -> str:
    return _BETWEEN.join((cell.category, curie(cell.treatment), curie(cell.endpoint)))


def _follow(selected: Any) -> None:
    """A cell that was clicked becomes the one that is shown; the link says which."""
    points = selected["selection"].get("cell", []) if selected else []
    clicked = points[0]["code"] if points else ""
    if clicked and clicked != st.session_state.get("clicked"):
        st.query_params["cell"] = clicked
    st.session_state["clicked"] = clicked


def _evidence(cell: Cell, category: Category, title: str) -> None:
    """What is behind a cell: the numbers in words, the gaps, the studies, and the same question in Ask."""
    with st.container(border=True):
        st.header(plain(title.rpartition(" · ")[0]), anchor=False)
        st.markdown(plain(heat_map.told(cell)))
        _to_ask(cell.treatment, criteria.phrase([category.criterion]), cell.endpoint)
        for gap in session.gaps():
            if gap.iri in cell.gaps:
                _gap(gap)
        kinds = [(name, "kind_is_alone") for name in cell.alone.studies]
        kinds += [(name, "kind_is_mixed") for name in cell.mixed.studies if name not in cell.alone.studies]
        titles = {name: say(f"coverage.{name}") for name in ("study", "design", "measured")}
        table.show(say("coverage.studies"), [_study(*one) for one in kinds], titles=titles, links=("study",))


def _study(name: str, kind: str) -> dict[str, Any]:
    designs = session.record(name).all("lg:hasDesign")
    labels = session.labels((name, *designs), language())
    return {
        "study": (name, labels.get(name, curie(name))),
        "design": ", ".join(labels.get(one, curie(one)) for one in designs),
        "measured": say(f"coverage.{kind}"),
    }


def _to_ask(treatment: str, population: str, endpoint: str = "") -> None:
    if population:
        outcome = {"outcome": curie(endpoint)} if endpoint else {}
        navigation.link(
            "ask", say("coverage.ask"), intervention=curie(treatment), population=population, **outcome
        )


def _table(
    cells: Sequence[Cell], columns: Mapping[str, str], labels: Mapping[str, str], *, folded: bool
) -> None:
    names = (
        "category",
        "treatment",
        "endpoint",
        "alone",
        "alone_studies",
        "mixed",
        "low",
        "high",
        "mixed_studies",
        "design",
        "gap",
    )
    rows = [
        dict(zip(names, (
            columns[cell.category], labels[cell.treatment], labels[cell.endpoint],
            cell.alone.participants if cell.alone.studies else None, len(cell.alone.studies),
            cell.mixed.participants if cell.mixed.studies else None, *(cell.mixed.meant if cell.mixed.studies else (None, None)),
            len(cell.mixed.studies), labels.get(cell.design, ""), say("coverage.told_gap") if cell.gaps else "",
        ), strict=True))
        for cell in cells
    ]  # fmt: skip
    titles = {name: say(f"coverage.{name}") for name in names}
    draw = table.on_paper if folded else table.show
    draw(say("coverage.as_table"), rows, titles=titles)


def _gaps() -> None:
    st.header(say("coverage.gaps"))
    for gap in session.gaps():
        with st.container(border=True):
            _gap(gap)
            for treatment in gap.of[:1]:
                _to_ask(treatment, criteria.phrase(gap.population.criteria))
    with st.expander(
        say("coverage.as_table"), icon=":material/table:", key="all.gaps", on_change="rerun"
    ) as opened:
        if opened.open:
            panel.show("evidence_gaps")


def _gap(gap: Gap) -> None:
    """A gap: what is missing, why, and which studies may close it."""
    record = session.record(gap.iri)
    reason = session.labels(record.all("lg:gapReason"), language())
    st.markdown(
        f":material/report: **{told(record.text('rdfs:label'))}** ({plain(', '.join(reason.values()))})"
    )
    st.markdown(told(record.text("lg:explanation")))
    closing = record.all("lg:mayBeClosedBy")
    labels = session.labels(closing, language()) if closing else {}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if closing:
            st.caption(f"{say('ask.closed_by')}:", width="content")
        for name in closing:
            navigation.to_record(name, plain(labels.get(name, curie(name))))
