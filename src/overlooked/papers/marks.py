"""What only the force can answer: a mark such as `[FORCE: who owns this tool?]`, the same in every paper."""

import re

FORCE = re.compile(r"(?<!\\)\[FORCE: ([^\[\]\n\\]+)\]")


def questions(markdown: str) -> list[str]:
    r"""What a paper asks of the force, in its order; what came from an input is escaped and asks nothing.

    >>> questions("[FORCE: who owns it?] and \\[FORCE: no\\]")
    ['who owns it?']
    """
    return [mark[1] for mark in FORCE.finditer(markdown)]
