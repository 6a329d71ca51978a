"""The one exception of rendering."""

from __future__ import annotations


class RenderError(ValueError):
    """A form that cannot be drawn as declared; the message names form, field and limit."""
