"""Where model, core.ttl and shapes.ttl do not say the same of a field: for the tests that hold the three together."""

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection

from kg_build.model import CLASSES, Group, specs
from ontology.namespaces import curie, iri

SCALARS = {
    "string": XSD.string,
    "integer": XSD.integer,
    "decimal": XSD.decimal,
    "date": XSD.date,
    "text": RDF.langString,
}
#: HermiT knows neither rdf:langString nor xsd:date, so that these have no range in core.ttl.
RANGES = {kind: SCALARS[kind] for kind in ("string", "integer", "decimal")}


def disagreements(core, shapes):
    """All of them, in words; none where the three agree."""
    return [*_vocabulary(core), *_shapes(core, shapes)]


def uses():
    """property -> {the class that declares the field: its spec}."""
    found = {}
    for entity in (*CLASSES.values(), Group):
        for spec in specs(entity):
            declaring = next(
                base for base in reversed(entity.__mro__) if spec.name in getattr(base, "model_fields", ())
            )
            found.setdefault(spec.prop, {})[declaring] = spec
    return found


# --- model and core.ttl


def _vocabulary(core):
    for name, entity in CLASSES.items():
        yield from _class(core, name, entity)
    for prop, by_class in uses().items():
        if prop.startswith("lg:"):
            yield from _property(core, prop, by_class)
    yield from _codes(core)


def _class(core, name, entity):
    term = URIRef(iri(name))
    if (term, RDF.type, OWL.Class) not in core:
        yield f"{name} is no class of core.ttl"
    above = {base.rdf_type for base in entity.__mro__[1:] if getattr(base, "rdf_type", "")}
    direct = {curie(str(c)) for c in core.transitive_objects(term, RDFS.subClassOf) if c != term}
    ours = {c for c in direct if c.startswith("lg:")} - {"lg:Record"}
    if above != ours:
        yield f"{name} lies below {sorted(above)} in the model and below {sorted(ours)} in core.ttl"


def _property(core, prop, by_class):
    term, spec = URIRef(iri(prop)), next(iter(by_class.values()))
    is_object = spec.kind in ("ref", "code", "owned")
    kind = OWL.ObjectProperty if is_object else OWL.DatatypeProperty
    kinds = {t for t in core.objects(term, RDF.type) if str(t).endswith("Property")} - {
        OWL.FunctionalProperty,
        OWL.SymmetricProperty,
    }
    if kinds != {kind}:
        yield f"{prop} is {sorted(map(curie, kinds))} in core.ttl; the model needs {curie(kind)}"
    functional = spec.inverse or (spec.kind != "text" and not any(s.many for s in by_class.values()))
    if functional != ((term, RDF.type, OWL.FunctionalProperty) in core):
        yield f"{prop} is {'' if functional else 'not '}single-valued in the model, otherwise in core.ttl"
    yield from _ends(core, prop, by_class, spec)


def _ends(core, prop, by_class, spec):
    declaring = {entity.rdf_type for entity in by_class}
    domain = {spec.owned_class.rdf_type} if spec.inverse else declaring
    if domain != (said := _classes(core, prop, RDFS.domain)):
        yield f"{prop} belongs to {sorted(domain)} in the model and to {sorted(said)} in core.ttl"
    said = _classes(core, prop, RDFS.range)
    if spec.kind == "owned":
        expected = declaring if spec.inverse else {spec.owned_class.rdf_type}
    elif spec.kind == "code":
        expected = said if len(said) == 1 else {"one class of codes"}
    elif spec.kind == "ref":
        expected = said
    else:
        expected = {curie(RANGES[spec.kind])} if spec.kind in RANGES else set()
    if expected != said:
        yield f"{prop} leads to {sorted(expected)} in the model and to {sorted(said)} in core.ttl"


def _classes(core, prop, end):
    """The classes of a domain or range, those of a union one by one."""
    found = set()
    for node in core.objects(URIRef(iri(prop)), end):
        union = core.value(node, OWL.unionOf)
        found |= {curie(str(member)) for member in (Collection(core, union) if union else [node])}
    return found


def _codes(core):
    """A code belongs to the class of each property that can have it, and to no other."""
    expected = {}
    for prop, by_class in uses().items():
        for spec in by_class.values():
            for code in spec.choices:
                expected.setdefault(f"lg:{code}", set()).update(_classes(core, prop, RDFS.range))
    lists = set(core.subjects(RDFS.subClassOf, URIRef(iri("lg:Code"))))
    said = {}
    for code_class in lists:
        for code in core.subjects(RDF.type, code_class):
            said.setdefault(curie(str(code)), set()).add(curie(str(code_class)))
    for code in sorted(expected.keys() | said.keys()):
        if expected.get(code) != said.get(code):
            yield f"{code}: {expected.get(code)} in the model, {said.get(code)} in core.ttl"


# --- model and shapes.ttl


def _shapes(core, shapes):
    for name, entity in CLASSES.items():
        expected = {_path(spec): _expected(core, spec) for spec in specs(entity)}
        said = _said(shapes, URIRef(iri(name)))
        for path in sorted(expected.keys() | said.keys()):
            if expected.get(path) != said.get(path):
                yield f"{name} {path}: {expected.get(path)} in the model, {said.get(path)} in shapes.ttl"


def _path(spec):
    return ("^" if spec.inverse else "") + spec.prop


def _expected(core, spec):
    found = {}
    if spec.required:
        found["minCount"] = {1}
    if not spec.many and spec.kind != "text":
        found["maxCount"] = {1}
    if spec.kind in SCALARS:
        found["datatype"] = {curie(SCALARS[spec.kind])}
    else:
        found["nodeKind"] = {"sh:IRI"}
    if spec.kind == "text":
        found |= {"languageIn": {"de", "en"}, "uniqueLang": {True}}
    if spec.kind == "code":
        found["in"] = {f"lg:{code}" for code in spec.choices}
    if target := _target(core, spec):
        found["class"] = {target}
    return found


def _target(core, spec):
    """The class of the record or term that a reference leads to, where core.ttl names one."""
    if spec.kind == "owned":
        shared = spec.inverse and len(uses()[spec.prop]) > 1  # others than the owned may point here too
        return None if shared else spec.owned_class.rdf_type
    said = _classes(core, spec.prop, RDFS.range)
    return next(iter(said)) if spec.kind == "ref" and len(said) == 1 else None


def field_shapes(shapes):
    """The node shapes that describe the fields of a class; those of rules are not named ``...Shape``."""
    return [s for s in shapes.subjects(RDF.type, SH.NodeShape) if str(s).endswith("Shape")]


def _said(shapes, target):
    found = {}
    for shape in field_shapes(shapes):
        if (shape, SH.targetClass, target) not in shapes:
            continue
        for node in shapes.objects(shape, SH.property):
            path = shapes.value(node, SH.path)
            inverse = shapes.value(path, SH.inversePath)
            name = f"^{curie(str(inverse))}" if inverse else curie(str(path))
            found[name] = _constraints(shapes, node)
    return found


def _constraints(shapes, node):
    found = {}
    for predicate, value in shapes.predicate_objects(node):
        name = curie(str(predicate)).removeprefix("sh:")
        if name in ("path", "message"):
            continue
        members = Collection(shapes, value) if name in ("in", "languageIn") else [value]
        found.setdefault(name, set()).update(map(_plain, members))
    return found


def _plain(term):
    return term.toPython() if isinstance(term, Literal) else curie(str(term))


def copy(graph):
    """A graph that may be spoilt."""
    return Graph() + graph
