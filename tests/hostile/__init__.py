"""Hostile files, made here; the name of each says how reading it must end.

A name is ``group/what it is: how it ends``, such as ``docx/a zip bomb: zip_ratio``: the end is
``read``, ``refused``, or the limit that is met; ``a | b`` where both are right.

``python -m tests.hostile`` reads each in a process that the system holds to its time and memory.
"""
