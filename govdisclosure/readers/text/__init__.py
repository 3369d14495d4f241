"""Text and Markdown in all their dialects."""
