"""What is measured of reconciled referrals: groups, counts, times, comparisons, and what to know before them."""
