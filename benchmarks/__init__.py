"""How fast the library is, as ratios of one run: never seconds of one machine, never a test."""
