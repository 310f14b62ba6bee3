"""Safeguarding: what to do where a record tells of somebody who may be at risk now, and which records are so young.

From the ground up:

recent  whether a record is young enough that somebody may be at risk now
route   the force's route, read from a file
shown   the route as HTML and as plain lines
"""

from overlooked.safeguarding.recent import RECENT_DAYS, is_recent
from overlooked.safeguarding.route import Route, Step, load_route
from overlooked.safeguarding.shown import (
    LEAD,
    RECENT_SAID,
    lines_of,
    lines_of_record,
    recent_said,
    route_block,
    rows_of,
    sentences_of,
)

__all__ = [
    "LEAD",
    "RECENT_DAYS",
    "RECENT_SAID",
    "Route",
    "Step",
    "is_recent",
    "lines_of",
    "lines_of_record",
    "load_route",
    "recent_said",
    "route_block",
    "rows_of",
    "sentences_of",
]
