"""What a question of the catalogue must not contain, because stores differ on it or answer slowly: a check for each.

Each check takes a question and gives the faults it sees, as sentences.
"""

import re

_OPTIONAL = re.compile(r"OPTIONAL \{([^{}]*)\}")
_LONGEST = 40


def plain(question):
    """The query without header and comments."""
    return "\n".join(line for line in question.sparql.splitlines() if not line.startswith("#"))


def optionals(question):
    """The bodies of the OPTIONAL groups that hold no group of their own."""
    return _OPTIONAL.findall(plain(question))


def names(question, *types):
    """The parameters of these types (of all types, where none is named), as variables."""
    found = question.header.parameters
    return {f"?{parameter.name}" for parameter in found if not types or parameter.type in types}


def uses(text, variable):
    return re.search(re.escape(variable) + r"\b", text)


def shapes(question):
    """OPTIONAL of more than one triple, walks, booleans, division, GRAPH, SERVICE, length."""
    for body in optionals(question):
        pattern = body.split("FILTER")[0].strip().rstrip(".")
        if len(pattern.split()) != 3 or re.search(r"\w[/|^]|\^\w", pattern):
            yield f"an OPTIONAL of more than one triple: {pattern}"
    text = plain(question)
    if text.count("OPTIONAL") != len(optionals(question)):
        yield "an OPTIONAL with a group inside"
    bare = re.sub(r"<[^>]*>|COUNT\(\*\)|SELECT (DISTINCT )?\*", "", text)
    if re.search(r"[\w)>][*+](?=[\s/|)^.;])", bare):
        yield "a path of * or +"
    if re.search(r"\b(true|false)\b", re.sub(r'"[^"]*"', "", bare)):
        yield "a boolean literal"
    if " / " in bare:
        yield "a division"
    if re.search(r"\b(GRAPH|SERVICE|FROM)\b", bare):
        yield "GRAPH, SERVICE or FROM"
    if len(question.sparql.splitlines()) > _LONGEST:
        yield f"more than {_LONGEST} lines"


def loose_optionals(question):
    """An OPTIONAL whose triple hangs on nothing: each row is paired with every triple that has the property."""
    body = re.sub(r"OPTIONAL \{[^{}]*\}|SELECT[^{]*WHERE|ORDER BY.*", "", plain(question))
    for optional in optionals(question):
        subject, _, value = optional.split()[:3]
        if not uses(body, subject) and not uses(body, value):
            yield f"an OPTIONAL that hangs on nothing: {optional.strip()}"


def forgotten_parameters(question):
    """A parameter that only an OPTIONAL uses: Virtuoso forgets it."""
    outside = re.sub(r"OPTIONAL \{[^{}]*\}", "", plain(question))
    for name in names(question):
        if any(uses(optional, name) for optional in optionals(question)) and not uses(outside, name):
            yield f"{name} is used in an OPTIONAL alone"


def parameters_of_optionals(question):
    """A parameter that an OPTIONAL binds: a record without the property would match whatever is asked."""
    bound = {body.split("FILTER")[0].split()[-1] for body in optionals(question)}
    for name in names(question) & bound:
        yield f"{name} is bound by an OPTIONAL"


def numbers_in_patterns(question):
    """A number or a date in a pattern: 3 and 3.0 are two terms and one number, and stores differ in which matches."""
    patterns = re.sub(r"FILTER\(.*\)$", "", plain(question), flags=re.MULTILINE).split("WHERE", 1)[1]
    for name in names(question, "number", "date"):
        if uses(patterns, name):
            yield f"{name} is looked up instead of compared"


def order(question):
    """Rows in an order that no one asked for."""
    if not re.search(r"\nORDER BY( \?\w+| DESC\(\?\w+\))+\n?$", plain(question)):
        yield "no ORDER BY at the end"


CHECKS = (shapes, loose_optionals, forgotten_parameters, parameters_of_optionals, numbers_in_patterns, order)


def faults(question):
    """All faults of a question."""
    return [fault for check in CHECKS for fault in check(question)]
