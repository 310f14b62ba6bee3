"""Teaching: lessons made of records, what learners saw in them, and what a force's own confirmed records held."""
