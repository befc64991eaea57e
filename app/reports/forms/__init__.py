"""The forms that a document can take, one module each: ``render(document)`` gives the content of the file."""
