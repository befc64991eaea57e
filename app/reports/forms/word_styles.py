"""The named styles of our Word files, and the few marks that python-docx has no words for."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

FONT = "Arial"
INK = RGBColor(0x1B, 0x26, 0x31)
ACCENT = "1F4E5F"
_GREY = RGBColor(0x5B, 0x64, 0x70)


def define(file: WordDocument, language: str) -> None:
    """Set the styles that come with Word to our face, and add ours for cells, notes, formulas and the foot."""
    for name, size, bold in (("Normal", 10.0, False), ("Title", 20.0, True), ("Subtitle", 12.0, False)):
        _face(file.styles[name], size, bold=bold)
    for level, size in ((1, 14.0), (2, 12.0), (3, 10.5)):
        _face(file.styles[f"Heading {level}"], size, bold=True)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Title"):
        file.styles[name].font.color.rgb = RGBColor.from_string(ACCENT)
    _plain_title(file)
    file.styles["Subtitle"].font.italic = False
    _face(file.styles["Caption"], 9, bold=True)
    file.styles["Caption"].paragraph_format.keep_with_next = True
    _add(file, "Leitgraph Cell", 8)
    for name, size in (("Leitgraph Header", 8), ("Leitgraph Small Header", 7)):
        head = _add(file, name, size)
        head.font.bold, head.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
        head.paragraph_format.keep_with_next = True
    _add(file, "Leitgraph Small", 7)
    note = _add(file, "Leitgraph Note", 8.5)
    note.font.color.rgb = _GREY
    formula = _add(file, "Leitgraph Formula", 8.5)
    formula.font.name = "Courier New"
    foot = _add(file, "Leitgraph Foot", 7.5)
    foot.font.color.rgb, foot.paragraph_format.alignment = _GREY, WD_ALIGN_PARAGRAPH.LEFT
    missing = file.styles.add_style("Leitgraph Missing", WD_STYLE_TYPE.CHARACTER)
    missing.font.italic, missing.font.color.rgb = True, _GREY
    _language(file, language)


def _add(file: WordDocument, name: str, size: float) -> ParagraphStyle:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101  what python-docx has just made, said to the type checker
    style.base_style = file.styles["Normal"]
    _face(style, size, bold=False)
    style.paragraph_format.space_after = Pt(1.5)
    return style


def _face(style: ParagraphStyle, size: float, *, bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.color.rgb = FONT, Pt(size), bold, INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme would win over the face
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _plain_title(file: WordDocument) -> None:
    """Title and subtitle without the rule and the wide letters of Word's template."""
    properties = file.styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    for name in ("Title", "Subtitle"):
        face = file.styles[name].element.get_or_add_rPr()
        for spacing in face.findall(qn("w:spacing")):
            face.remove(spacing)


def _language(file: WordDocument, language: str) -> None:
    """Tell Word in which language to check spelling and to hyphenate."""
    for found in file.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def field(line: Paragraph, code: str) -> None:
    """A field that Word fills in: PAGE, NUMPAGES."""
    mark = OxmlElement("w:fldSimple")
    mark.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    mark.append(run)
    line._p.append(mark)  # noqa: SLF001  python-docx has no public way to add a field


def revise(line: Paragraph, old: str, new: str, day: str) -> None:
    """A tracked change: the old words struck out, the new ones put in."""
    for tag, text_tag, words in (("w:del", "w:delText", old), ("w:ins", "w:t", new)):
        if words:
            mark = OxmlElement(tag)
            mark.set(qn("w:author"), "Leitgraph")
            mark.set(qn("w:date"), f"{day}T00:00:00Z")
            run = OxmlElement("w:r")
            text = OxmlElement(text_tag)
            text.text = words
            text.set(qn("xml:space"), "preserve")
            run.append(text)
            mark.append(run)
            line._p.append(mark)  # noqa: SLF001  python-docx has no public way to track a change


def number_revisions(file: WordDocument) -> None:
    """Give each tracked change a number of its own, in the order of the text."""
    marks = (mark for mark in file.element.body.iter(qn("w:ins"), qn("w:del")))
    for number, mark in enumerate(marks, 1):
        mark.set(qn("w:id"), str(number))


def missing(line: Paragraph, words: str) -> None:
    """Words that say that a value is missing, set apart from a value."""
    line.add_run(words)._r.style = _id("Leitgraph Missing")  # noqa: SLF001  as in dress


def dress(line: Paragraph, style: str) -> None:
    """Give a paragraph one of our styles by its id: python-docx itself reads the whole list of styles each time."""
    line._p.style = _id(style)  # noqa: SLF001


def _id(style: str) -> str:
    """The id that Word and python-docx make of a style's name."""
    return style.replace(" ", "")
