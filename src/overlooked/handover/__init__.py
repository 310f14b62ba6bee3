"""Handover: exports in, one file out in which keyed pseudonyms stand for personal data.

worker    masks one unit of rows, in this process or another
written   writes what came of the units as a stream
figures   how well it does on marked narratives, for the page
delivery  the whole run: files in, masked file and manifest out
"""
