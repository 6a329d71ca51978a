"""Trouble that a command anticipates: the message is Chinese and says what to do; it never comes with a trace."""


class CannotRun(Exception):
    """The command cannot run at all (exit status 2)."""


class Refused(CannotRun):
    """The command ran and says no: the workbook is none for it (exit status 1)."""
