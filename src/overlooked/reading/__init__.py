"""Reading: a narrative into findings.

From the ground up:

foldings   what makes one form of many words
neutral    the narrative in those forms, with offsets
lexicon    cues and word classes
matching   where cues stand
context    the words around a sign, and how far they reach
assertion  what the narrative makes of a sign
reader     all of it: narrative in, findings out
"""
