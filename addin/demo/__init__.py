"""`make demo`: one reporting task from the empty form to the summary, with invented enterprises of all 18 cities.

    enterprises.py   invented enterprises, persons and numbers, the same at every run
    filling.py       one city's copy filled in as a clerk would
    mistakes.py      what clerks get wrong, each kind at a city of its own
    posting.py       how the copies come back: as files, in a zip, in a mail, not at all
    __main__.py      builds, fills, checks, merges, and says what was found
"""
