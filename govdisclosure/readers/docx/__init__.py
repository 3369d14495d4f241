"""Word files, of Word and of WPS."""
