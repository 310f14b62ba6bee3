"""Views of a queue for people: CSV and a page. They are read by eye, never by another command."""
