"""Python imports this at its start in every process that the tests start, for this folder is on their path."""

import fence  # noqa: F401 - importing it is what puts it up
