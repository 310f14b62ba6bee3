"""Screening: records in, scored batch by batch, ranked once, queue out.

From the ground up:

screener   a model, cues, and how narratives are read
scored     one record or a batch of them: findings, strength, score, band, reason
selection  of all scored records those that stand in the queue
screening  the whole flow over one table
"""

from overlooked.screening.scored import SCORED, Explanation, explain, exploitation, read_on, score_batch, suspected
from overlooked.screening.screener import Reads, Screener
from overlooked.screening.screening import (
    BATCH,
    Outcome,
    Progress,
    Reach,
    Screening,
    is_screened,
    queued,
    screen,
    unwatched,
    workers_watched,
)

__all__ = [
    "BATCH",
    "SCORED",
    "Explanation",
    "Outcome",
    "Progress",
    "Reach",
    "Reads",
    "Screener",
    "Screening",
    "explain",
    "exploitation",
    "is_screened",
    "queued",
    "read_on",
    "score_batch",
    "screen",
    "suspected",
    "unwatched",
    "workers_watched",
]
