"""Tables whose columns are made of blanks."""
