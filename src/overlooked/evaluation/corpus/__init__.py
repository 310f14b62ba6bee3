"""How good the corpus itself is."""
