"""Tables read by the marks between their cells, whatever tool printed them."""
