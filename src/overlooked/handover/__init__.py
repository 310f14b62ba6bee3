"""Handover: exports in, one file out in which keyed pseudonyms stand for personal data.

worker    masks one unit of rows, in this process or another
written   writes what came of the units as a stream
delivery  the whole run: files in, masked file and manifest out
"""
