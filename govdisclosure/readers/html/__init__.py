"""Web pages, as browsers, Word and WPS save them."""
