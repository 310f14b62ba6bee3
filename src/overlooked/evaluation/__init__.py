"""The judge: how well a ranking and its findings do on labelled narratives, bad news first.

In go labelled records, rankers and a reader of findings; out come plain figures, each with its number of
records and, where it rests on a sample, an interval. Nothing here prints or keeps a narrative.
"""
