"""Fuzzing guided by coverage, with atheris: ``python -m tests.fuzzing --seconds 60``.

Each target is a function of bytes that raises when a promise is broken. What it finds is made a
test written by hand; its files are not kept.
"""
