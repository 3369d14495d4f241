"""Writers: a report as text of one format each; they join fields and repair nothing."""
