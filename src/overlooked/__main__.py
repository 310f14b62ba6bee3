"""`python -m overlooked`."""

from overlooked.cli import main

main()
