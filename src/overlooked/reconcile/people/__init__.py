"""People and forces as two systems write them."""
