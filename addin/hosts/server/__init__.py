"""`jiuye serve`: the commands over HTTP, so that a clerk's PC needs no Python.

    app.py        the routes;  limits.py  who may ask, how much, how long
    payload.py    a workbook as xlwings sends it;  shell.py  the answer as actions for the client
    manifest.py, functions.py   what Office.js needs: the manifest, the custom functions
    static/       the task pane, and what carries actions out inside Excel

A workbook is kept in memory while its command runs and nowhere else.

Why not the package xlwings-server: of it the project needs the JSON book alone, which is part of xlwings itself, while
its server brings Redis, Socket.IO and settings of its own, and neither limits sizes and times nor speaks to the
add-in's remote mode. The protocol is the same: payload in, list of actions out.
"""
