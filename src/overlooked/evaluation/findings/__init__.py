"""How well the reading finds what annotators marked, and reads it as it was meant."""
