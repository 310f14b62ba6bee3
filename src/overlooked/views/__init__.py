"""Views of a queue for people: CSV, a workbook and a page. They are read by eye, never by another command."""
