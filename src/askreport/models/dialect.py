"""What an endpoint takes of OpenAI's protocol, and the next thing to leave out when it refuses.

A dialect is tried within one reply and kept by the model once a reply came of it. So a refusal that
had another cause (a context too long, words that a filter does not like) costs that reply a few
requests and teaches the model nothing wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from askreport.models.base import Order

Form = Literal["json_schema", "json_object", "none"]

_LESS_STRICT: Final[dict[Form, Form]] = {"json_schema": "json_object", "json_object": "none"}
_OPTIONAL: Final = ("stream_options", "temperature")
_THOUGHTS: Final = 8192
"""Tokens for thoughts, where the limit of the reply counts them, too."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one endpoint wants to be asked; the whole protocol at first."""

    form: Form = "json_schema"
    """The strictest form of a reply that it can be held to."""
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    thinks: bool = False
    """Whether thoughts used up the limit before the first word."""
    left_out: frozenset[str] = frozenset()

    def request(self, model: str, order: Order) -> dict[str, Any]:
        """The body that is sent for ``order``."""
        request: dict[str, Any] = {
            "model": model,
            "messages": [{"role": m.role, "content": m.content} for m in order.messages],
            "stream": True,
            self.limit: order.most_tokens + (_THOUGHTS if self.thinks else 0),
            "temperature": order.temperature,
            "stream_options": {"include_usage": True},
        }
        if order.schema is not None and self.form == "json_schema":
            schema = {"name": "reply", "schema": dict(order.schema), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif order.schema is not None and self.form == "json_object":
            request["response_format"] = {"type": "json_object"}
        request = {name: value for name, value in request.items() if name not in self.left_out}
        return request | dict(order.extra)

    def after(self, refusal: str, order: Order) -> Dialect | None:
        """What to try next, by the words of a refusal; ``None`` where asking for less is no use.

        A refusal that names nothing is taken as one of the form, since that is refused most.
        """
        words = refusal.lower()
        too_long = "context" in words and any(w in words for w in ("length", "exceed", "window"))
        if too_long and "response_format" not in words:
            return None
        if "max_completion_tokens" in words and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        for name in _OPTIONAL:
            if name in words and name not in self.left_out:
                return replace(self, left_out=self.left_out | {name})
        if order.schema is not None and self.form in _LESS_STRICT:
            return replace(self, form=_LESS_STRICT[self.form])
        return None
