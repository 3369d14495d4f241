"""What installed conversion tools make of generated reports, and what is read in that."""
