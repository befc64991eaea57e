"""What people print, read into facts: numbers and sentences, German and English.

``numerals`` reads one number, ``vocabulary`` knows the words for endpoints, statistics and estimators; ``prose``
reads a paragraph. What has no known role is handed on as untested, with the reason; nothing is guessed.
"""
