"""Looking into parsed JSON of unknown shape, with errors that name the file and the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from askreport.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a file, and where it stands: ``data[3].paragraphs[0].context``."""

    file: Path
    place: str
    value: Any

    def member(self, name: str) -> Node:
        """The member ``name`` of this object; its value is ``None`` where there is none.

        Raises:
            UsageError: this is no object.
        """
        if not isinstance(self.value, dict):
            self.fail(f"must be an object with {name!r}")
        place = f"{self.place}.{name}" if self.place else name
        return Node(self.file, place, self.value.get(name))

    def items(self) -> Iterator[Node]:
        """The elements of this list.

        Raises:
            UsageError: this is no list.
        """
        if not isinstance(self.value, list):
            self.fail("must be a list")
        for number, value in enumerate(self.value):
            yield Node(self.file, f"{self.place}[{number}]", value)

    def text(self) -> str:
        """This text.

        Raises:
            UsageError: this is no text, or blank.
        """
        if not isinstance(self.value, str):
            self.fail("must be text")
        if not self.value.strip():
            self.fail("is blank")
        return self.value

    def is_blank(self) -> bool:
        """Whether this is text without a word: public sets have such blemishes."""
        return isinstance(self.value, str) and not self.value.strip()

    def name(self) -> str:
        """This text or whole number, as text: what sets take for ids."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        return self.text()

    def flag(self) -> bool:
        """This truth value; a missing one is false.

        Raises:
            UsageError: this is something else.
        """
        if self.value is None:
            return False
        if not isinstance(self.value, bool):
            self.fail("must be true or false")
        return self.value

    def fail(self, wrong: str) -> NoReturn:
        """Raise `UsageError`: this value ``wrong``."""
        shown = "missing" if self.value is None else repr(self.value)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        raise UsageError(f"{self}: {wrong}; it is {shown}.")

    def __str__(self) -> str:
        """File and place."""
        return f"{self.file}, {self.place or 'the top'}"
