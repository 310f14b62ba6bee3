"""The figures told: on a terminal."""
