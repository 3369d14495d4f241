"""The typed document: the frozen classes of a report; knows no format and no grammar."""
