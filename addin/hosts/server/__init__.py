"""`jiuye serve`: the commands over HTTP, so that a clerk's PC needs no Python.

    app.py        the routes;  limits.py  who may ask, how much, how long
    payload.py    a workbook as xlwings sends it;  shell.py  the answer as actions for the client
    json_book.py  the JSON book of xlwings, on which a command's changes are carried out
    manifest.py, pages.py   what Office.js needs: the manifest; pages, icons and the custom functions
    static/       the task pane, and what carries actions out inside Excel

A workbook is kept in memory while its command runs. Files sent along, those of a merge, stand in a temporary folder as
long, and so does what is merged of them; then the folder is gone.

Why not the package xlwings-server: of it the project needs the JSON book alone, which is part of xlwings itself, while
its server brings Redis, Socket.IO and settings of its own, and neither limits sizes and times nor speaks to the
add-in's remote mode. The protocol is the same: payload in, list of actions out.
"""
