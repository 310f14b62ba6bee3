"""Masking: a narrative of a real record without names, places and references, so that a class can read it.

From the ground up:

tokens      words, marks and placeholders of a text
vocabulary  which words are ordinary, which are names
pieces      what is to be masked, and who claims it first
shapes      what is known by its form: numbers, dates, the post and the web
ages        an adult's age by its ten years
places      addresses, businesses, towns, rare origins
introduced  names by what stands before them
names       names, and words that nobody knows
masked      the masked text, and the way from the original to it
mask        all of it: narrative in, masked narrative out

A masked story can still identify somebody: see `overlooked.masking.mask` and docs/teaching-real.md.
"""

from overlooked.masking.mask import mask
from overlooked.masking.masked import Masked, Replaced

__all__ = ["Masked", "Replaced", "mask"]
