"""How good the audit is: errors planted into correct records, and correct records with the traps, judged by all rules.

``python -m tests.audit_quality`` prints precision and recall for each rule and writes ``build/audit_quality.json``.
A module that registers generators (``cases.generator``) and is named in ``MATERIAL`` takes part.
"""
