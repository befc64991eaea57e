"""What pages share: panels, tables, figures, badges, choices, links to passages."""
