"""The forms: sections, tables, labels and the statistics sheet, and matching words to them."""
