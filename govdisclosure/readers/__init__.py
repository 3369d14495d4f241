"""Readers: each makes the bytes of one format into a Source."""
