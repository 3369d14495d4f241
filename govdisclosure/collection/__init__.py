"""Many reports: reading them, telling whose they are, adding them up, and comparing the sums."""
