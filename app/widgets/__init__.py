"""The parts that pages share: badges, bars, tables, links to passages, the query behind a panel."""
