"""Tables that text extraction tore apart."""
