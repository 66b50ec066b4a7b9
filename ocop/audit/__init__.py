"""The history of everything: who did what to which thing, and when.

Lines are added and never changed: Python refuses, and so does a trigger in either database.
"""
