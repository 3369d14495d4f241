"""What installed conversion tools make of generated reports, and what is read in that.

Tools are called as their users call them. Nothing here knows how the package under test copes with
what they print.
"""
