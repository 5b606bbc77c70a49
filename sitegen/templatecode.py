"""The escaping of templates' values, without the costliest part of it.

MarkupSafe makes a `Markup` of every value that it escapes, which says that it is safe. What a template puts
out is joined at once, so nobody asks; and a page has some forty values.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any, Self

import jinja2
import markupsafe
from markupsafe import Markup, escape

# The one function that MarkupSafe itself escapes with; without it all is well, but slower.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def escaped(value: object) -> str:
    """What `markupsafe.escape` makes of a value, as any kind of text."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class Template(jinja2.Template):
    """A template whose values are escaped so."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Self:
        """The template of compiled code; Jinja has it import `escape`."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escaped
        return template  # type: ignore[return-value]
