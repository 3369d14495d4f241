"""PDF files: glyphs, strokes and pictures become lines and tables."""
