"""Running: a screening of files of any size, in units, that a broken run goes on from.

From the ground up:

parts      what came of units, on disk
worker     scores one unit in a process of its own
cluster    scores them on Spark
workplace  the private folder of a run
opened     the records of a run, and its streams kept for other processes
merging    sorted runs into one
chosen     of all parts the queue
running    all of it
"""
