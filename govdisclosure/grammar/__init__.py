"""The grammars of the plain form, and the one place that makes parsers of them."""
