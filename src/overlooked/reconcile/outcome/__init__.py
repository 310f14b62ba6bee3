"""What became of a referral: its outcome, its reason, and what waits for a person."""
