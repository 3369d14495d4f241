"""Tables of any format: own and covered cells, labels and values, rows of the forms."""
