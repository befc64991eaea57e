"""The doors: the command line, the explorer, the SPARQL endpoint, and the reports that go out."""
