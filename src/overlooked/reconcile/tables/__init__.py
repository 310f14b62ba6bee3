"""The two tables: read by the readers of records, their values folded."""
