"""Linking: step by step, from a reference to a scored match."""
