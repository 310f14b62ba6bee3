"""The command line: flat verbs, each a coat over a function of the same name.

A verb loads what it needs when it is called, so that `--help` is quick.
"""

from overlooked.cli import audit, evaluate, papers, reconcile, screen, teach, train
from overlooked.cli.app import app, main

__all__ = ["app", "audit", "evaluate", "main", "papers", "reconcile", "screen", "teach", "train"]
