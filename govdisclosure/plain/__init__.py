"""The plain form, line by line: what a line is, how one is written, and the escape."""
