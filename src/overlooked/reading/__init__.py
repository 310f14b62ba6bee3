"""Reading: a narrative into findings.

From the ground up:

foldings   what makes one form of many words
neutral    the narrative in those forms, with offsets
phrases    where phrases stand in a row of forms
cues       cues and word classes, and their grammar
lexicon    all of them in force
matching   where cues stand
context    the words around a sign, and how far they reach
assertion  what the narrative makes of a sign
clearance  whether a denial clears anything
reader     all of it: narrative in, findings out
"""
