"""Writers: each gives a report as text of one format; they join fields and repair nothing."""
