"""The desk: a page in the browser for those who fill in, check and collect reports.

``app`` answers requests, ``guard`` refuses what is not one of the page's own, ``forms`` takes in
what others bring, and ``files`` has files read in processes of their own; what these do is in
``work``, with ``views`` for the page, ``downloads`` for files and ``places`` for originals. Nothing
is written to a disk or sent anywhere.
"""
