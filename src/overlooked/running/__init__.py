"""Running: a screening of files of any size, in units, that a broken run goes on from.

From the ground up:

parts      what came of units, on disk
workplace  the private folder of a run
opened     the records of a run as every process reads them, its streams kept for the others
worker     scores one unit in a process of its own
cluster    scores them on Spark
merging    sorted runs into one
chosen     of all parts the queue
running    all of it
"""
