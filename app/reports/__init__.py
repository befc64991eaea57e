"""What goes out: documents for a guideline group, references for their software, the graph for everybody else.

A document is made once, as blocks and sheets (``document.py``), and then takes a form: Word, a workbook, a page,
Markdown, or a table for a spreadsheet (``forms/``). This is the read side: it reads a finished store and never builds.
"""
