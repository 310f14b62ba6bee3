"""The command line: flat verbs, each a coat over a function of the same name.

A verb loads what it needs when it is called, so that `--help` is quick.
"""

from overlooked.cli import audit, evaluate, mask, papers, reconcile, screen, teach, train
from overlooked.cli.app import app, main

__all__ = ["app", "audit", "evaluate", "main", "mask", "papers", "reconcile", "screen", "teach", "train"]
