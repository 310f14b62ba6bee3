"""The report of reconciling, and the version to share."""
