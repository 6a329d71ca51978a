"""Checks of received data, all problems at once: fields, rows, uniqueness, relations between lists."""
