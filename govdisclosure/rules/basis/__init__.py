"""What a rule is, and what it may read of a report."""
