"""The commands of ``leitgraph``, by what people do: making, asking, auditing."""
