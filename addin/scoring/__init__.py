"""Completed score sheets: their results, what was lost and how to earn it, reviews, rankings.

sheets.py        score_results: every score sheet of a workbook, scored anew; not_scored: those of other editions
advice.py        what would earn the points that were lost
comparison.py    this year's sheet beside last year's
last_year.py     for the add-in: last year's sheets, chosen or beside this workbook
review.py        自评, 复评, 核减理由: where the two differ
result_book.py   评分结果: a workbook with a chart of the sections, lost points, warnings, comparison
ranking.py       all sheets of a folder, ranked in their groups
repeats.py       several sheets of one applicant: copies count once, different ones not at all
ranking_book.py  the ranking as a workbook
quotas.py        示范院系: departments put forward against the quota of the school
"""
