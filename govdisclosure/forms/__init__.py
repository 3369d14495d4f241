"""The form: its sections, tables, labels and statistics sheet, and how words find them."""
