"""Reconcile: which referrals to the National Referral Mechanism became a crime record, which did not, and why."""
