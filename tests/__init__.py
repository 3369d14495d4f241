"""Laws first, cases second; ``python -m tests`` checks everything."""
