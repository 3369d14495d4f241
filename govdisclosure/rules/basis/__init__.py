"""What a rule is, and what it may ask of a report."""
