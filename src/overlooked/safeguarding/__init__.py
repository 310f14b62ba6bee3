"""Safeguarding: what to do where a record tells of somebody who may be at risk now, and which records are so young.

From the ground up:

recent  whether a record is young enough that somebody may be at risk now
route   the force's route, read from a file
shown   the route as HTML and as plain lines
"""

from overlooked.safeguarding.recent import RECENT_DAYS, is_recent
from overlooked.safeguarding.route import Route, Step, load_route
from overlooked.safeguarding.shown import LEAD, lines_of, route_block, sentences_of

__all__ = ["LEAD", "RECENT_DAYS", "Route", "Step", "is_recent", "lines_of", "load_route", "route_block", "sentences_of"]
