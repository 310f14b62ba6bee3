"""For whom the ranking is worse, and whether it moves with who is told of."""
