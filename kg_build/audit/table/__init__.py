"""An evidence table as people have it, before anything is modelled, read into the facts that the audit judges.

``sheet`` opens a file, ``headers`` knows the names of columns, ``record`` reads the cells of a row, ``facts`` says what
a row claims and ``cohorts`` what the rows of one study say together.
"""
