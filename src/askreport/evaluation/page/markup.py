"""HTML and SVG put together so that text cannot become markup.

`tag` escapes every child that is not `Markup` itself; only `tag`, `joined` and files of ours make
`Markup`. So a question that holds a script is shown, not run.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID: Final = frozenset({"meta", "link", "input", "br"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: object) -> Markup:
    """The element ``name``; children that are no `Markup` are escaped.

    Attributes: a trailing ``_`` goes and others become ``-`` (``class_``, ``data_kind``); ``None``
    and ``False`` leave one out, ``True`` gives it no value.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(str(value), quote=True)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """``parts`` one after the other, escaped where they are no `Markup`."""
    return Markup(
        between.join(p if isinstance(p, Markup) else escape(p, quote=False) for p in parts)
    )
