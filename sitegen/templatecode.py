"""What Jinja compiles templates to, without the costliest parts of it; there are some forty values on a page.

MarkupSafe makes a `Markup` of every value that it escapes, which says that it is safe. What a template puts
out is joined at once, so nobody asks.

Jinja asks every function that a template calls whether it wants to see the context. None of ours does, nor
does a macro.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any, Self

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

# The one function that MarkupSafe itself escapes with; without it all is well, but slower.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def escaped(value: object) -> str:
    """What `markupsafe.escape` makes of a value, as any kind of text."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class Generator(CodeGenerator):
    """Compiles a template to code that calls functions at once."""

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call; of a call block, with the block in it."""
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")


class Template(jinja2.Template):
    """A template out of that code, whose values are escaped by `escaped`."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Self:
        """The template of compiled code, which Jinja has import its own `escape`."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__.update(escape=escaped, call=operator.call)
        return template  # type: ignore[return-value]
