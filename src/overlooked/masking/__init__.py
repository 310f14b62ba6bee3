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
mask        all of it: narrative in, masked narrative out, for lessons

For a file that leaves the force, with keyed pseudonyms and less strict:

facts       what is known of one word
levelled    a text with plain spaces, dashes and quotation marks
beads       the words of a narrative on a string
forms       what is known by its form and its checksum
labelled    numbers that a word beside them tells
collars     numbers of officers
handles     names on the web that an app beside them tells
streets     where the name of a street or a house ends
houses      addresses that tell a door
alone       names by themselves and the words beside them
introducing names by what leads up to them
people      the names of a narrative
pseudonyms  the key, and stable words under it
keyed       all of it: narrative in, narrative with pseudonyms out
marked      narratives in which what must go is marked
judge       how much of it is found, and how much is taken in vain

A masked story can still identify somebody: see `overlooked.masking.mask` and docs/teaching-real.md.
"""

from overlooked.masking.keyed import pseudonymise
from overlooked.masking.mask import mask
from overlooked.masking.masked import Masked, Replaced
from overlooked.masking.pseudonyms import Pseudonyms, new_key

__all__ = ["Masked", "Pseudonyms", "Replaced", "mask", "new_key", "pseudonymise"]
