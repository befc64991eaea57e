"""T10 and T7: strings that break out where text is put together by hand, in a page, a query, a file name or a sheet."""

from __future__ import annotations

#: HTML and script, as they would run in a page that does not escape.
MARKUP = (
    *(f"<script{gap}>alert(1)</script{end}>" for gap in ("", " ", "\t", "/x", "\n") for end in ("", " ")),
    *(
        f"<{tag} {event}=alert(1){more}>"
        for tag, event, more in (
            ("img", "src=x onerror", ""), ("svg", "onload", ""), ("body", "onload", ""), ("iframe", "onload", ""),
            ("input", "autofocus onfocus", ""), ("details", "open ontoggle", ""), ("video", "src=x onerror", ""),
            ("audio", "src=x onerror", ""), ("marquee", "onstart", ""), ("a", "href=x onmouseover", ""),
            ("select", "autofocus onfocus", ""), ("textarea", "autofocus onfocus", ""), ("keygen", "autofocus onfocus", ""),
            ("object", "data=x onerror", ""), ("embed", "src=x onload", ""), ("math", "onclick", ""), ("form", "onsubmit", ""),
            ("style", "onload", ""), ("link", "rel=stylesheet href=x onerror", ""), ("x", "onclick", " style=font-size:99em"),
        )
    ),
    *(
        f"{quote}{close}{attack}"
        for quote in ("", '"', "'")
        for close in (">", "-->", "</title>", "</textarea>", "</script>", "</style>")
        for attack in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    ),
    '" onmouseover="alert(1)', "' onfocus='alert(1)' autofocus='", "`-alert(1)-`", "${alert(1)}", "{{constructor.constructor('alert(1)')()}}",
    "<%= 7*7 %>", "#{7*7}", "{{7*7}}", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//evil.example>",
)  # fmt: skip

#: Addresses that run, or lead away, where a link is made of them.
LINKS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)",
    "javascript://x/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:msgbox(1)", "//evil.example/x", "\\\\evil.example\\x", "feed:javascript:alert(1)", "view-source:javascript:alert(1)",
    "blob:null/x", "filesystem:null/x",
)  # fmt: skip

#: What breaks out of a term of SPARQL or Turtle.
SPARQL = (
    '"', "'", '""', "''", '"""', "'''", "\\", "\\\\", '\\"', "\\u0022", "\\u0027", "\\U00000022", "}", "{", "} #", "}}", ")", "(", "]", ">", "<",
    '" }', '" . ?s ?p ?o . "', '"} UNION { ?s ?p ?o }', "> ?p ?o . <urn:x", "> } #", "<urn:x> } UNION { ?s ?p ?o", "?x", "$x", "?s ?p ?o",
    "* { ?s ?p ?o }", "UNDEF", "UNDEF }", "@en", "@de .", '"@en', '"^^<urn:t>', "^^xsd:integer", "true", "1e999", "1/0", "#", "# comment", "#\n}",
    "\n", "\r", "\r\n", "\t", "\v", "\f", "\x00", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\ufffe", "\U0010ffff",
    "%22", "%00", "%0a", "&quot;", "&#34;", "&#x22;", "study:ashworth_2014> ?p ?o", "study:ashworth_2014 study:gomez_2016", "study:", ":", "a:b:c",
    "lg:", "_:b", "[]", "()", "<>", "<urn:a b>", "<urn:a\\u0020b>", "urn:x'y", "PREFIX x: <urn:x>", "BASE <urn:x>", "; DROP ALL", "; INSERT DATA { <urn:a> <urn:b> 1 }",
    "SERVICE <http://127.0.0.1/> { ?s ?p ?o }", "' OR '1'='1", "' OR 1=1 --", "'; DROP TABLE x; --", '" OR ""="', "1; SELECT 1", "*", "?", "%", "_", "~",
    "../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1/", "${jndi:ldap://127.0.0.1/x}", "$(id)", "`id`", "| id", "; id", "&& id", "-rf", "--help",
    "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "NaN", "INF", "-0", "٣", "１", "1,5", "1.5.5", "2026-02-30", "0000-00-00", "9" * 400, "x" * 5_000, "ä" * 500,
    "e\u0301", "ß", "ﬁ", "İ", "ı", "K", "😀", "👩‍⚕️", "\ud7ff", "N2\u00a0", " N2", "N2 ", "N2;N3", "N2 OR N3", "N2) OR (N3", "none", "null", "None", "{}", "[]", "__class__",
)  # fmt: skip

#: All that is put into a parameter.
STRINGS = tuple(dict.fromkeys((*SPARQL, *MARKUP[:12], *LINKS[:6])))
