"""References for literature software: RIS, BibTeX and CSL-JSON, one module each."""
