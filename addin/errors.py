"""Trouble that a command anticipates: the message is Chinese and says what to do; it never comes with a trace."""


class CannotRun(Exception):
    """The command cannot run at all (exit status 2)."""
