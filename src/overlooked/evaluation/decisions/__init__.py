"""What a force's reviewed records say, and what its audit slice lets be estimated."""
