"""A pack: cases, how they are chosen, and what their answers tell."""
