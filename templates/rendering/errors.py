"""The one exception of rendering."""

from __future__ import annotations

from templates.model import FormError


class RenderError(FormError):
    """A form that cannot be drawn as declared; the message names form, field and limit."""
