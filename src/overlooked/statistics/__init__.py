"""Figures, and how they are computed: pure functions of labels, scores and counts."""
