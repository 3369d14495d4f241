"""The typed document: frozen classes that a report is made of; knows no format and no grammar."""
