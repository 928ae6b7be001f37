"""A plot as SVG: axes, lines, dots, bars and whiskers, coloured by classes of the page's style.

Every position is rounded to a tenth of a unit; a unit is about a pixel on a telephone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from askreport.evaluation.page.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH: Final = 380
HEIGHT: Final = 230
_TOP: Final = 10
_RIGHT: Final = 18
_BOTTOM: Final = 40

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis spans, where its ticks are, what it tells.

    ``scale`` leads a value to where it is laid linearly (a logarithm); by default as it is.
    """

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    label: str
    scale: Callable[[float], float] = float

    def share(self, value: float) -> float:
        """Where ``value`` lies between the ends, 0..1; what is outside is put at the end."""
        low, high = self.scale(self.low), self.scale(self.high)
        inside = min(max(value, self.low), self.high)
        return (self.scale(inside) - low) / (high - low)


@dataclass
class Plot:
    """Marks over two axes; ``left`` leaves room for the labels of the vertical one."""

    title: str
    x: Axis
    y: Axis
    height: int = HEIGHT
    left: int = 52
    marks: list[Markup] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)

    def line(self, points: Sequence[Point], class_: str) -> None:
        """A line through ``points``."""
        path = " ".join(f"{self._x(x)},{self._y(y)}" for x, y in points)
        self.marks.append(tag("polyline", points=path, class_=f"line {class_}"))

    def dot(self, x: float, y: float, class_: str, says: str) -> None:
        """A dot that says something to who points at it."""
        self.marks.append(
            tag("circle", tag("title", says), cx=self._x(x), cy=self._y(y), r=4, class_=class_)
        )

    def bar(self, x: float, end: float, y: float, class_: str, says: str) -> None:
        """A bar from ``x`` to ``end``, from nought to ``y``."""
        left, right = self._x(x), self._x(end)
        top, bottom = sorted((self._y(y), self._y(0)))
        self.marks.append(
            tag(
                "rect",
                tag("title", says),
                x=_round(left + 0.5),
                y=top,
                width=_round(right - left - 1),
                height=_round(bottom - top),
                class_=class_,
            )
        )

    def whisker(self, low: float, high: float, y: float, class_: str) -> None:
        """A level line from ``low`` to ``high``."""
        at = self._y(y)
        self.marks.append(
            tag("line", x1=self._x(low), x2=self._x(high), y1=at, y2=at, class_=f"line {class_}")
        )

    def drawn(self, says: str) -> Markup:
        """The figure with caption and legend; ``says`` is read to who cannot see it."""
        svg = tag(
            "svg",
            tag("title", f"{self.title}. {says}"),
            *self._grid(),
            *self.marks,
            viewBox=f"0 0 {WIDTH} {self.height}",
            role="img",
        )
        keys = [
            tag("span", tag("i", class_=f"key {class_}"), text, class_="legend")
            for class_, text in self.legend
        ]
        return tag("figure", tag("figcaption", self.title), svg, tag("p", *keys), class_="plot")

    def _grid(self) -> list[Markup]:
        bottom, right = self.height - _BOTTOM, WIDTH - _RIGHT
        marks = []
        for value, label in self.y.ticks:
            at = self._y(value)
            marks.append(tag("line", x1=self.left, x2=right, y1=at, y2=at, class_="grid"))
            low = _round(at + 4)
            marks.append(tag("text", label, x=self.left - 6, y=low, text_anchor="end"))
        for value, label in self.x.ticks:
            at = self._x(value)
            marks.append(tag("line", x1=at, x2=at, y1=bottom, y2=bottom + 4, class_="grid"))
            marks.append(tag("text", label, x=at, y=bottom + 16, text_anchor="middle"))
        middle = _round((self.left + right) / 2)
        marks.append(tag("text", self.x.label, x=middle, y=self.height - 6, text_anchor="middle"))
        if self.y.label:
            height = _round((_TOP + bottom) / 2)
            turned = f"rotate(-90 11 {height})"
            marks.append(
                tag("text", self.y.label, x=11, y=height, text_anchor="middle", transform=turned)
            )
        return marks

    def _x(self, value: float) -> float:
        return _round(self.left + self.x.share(value) * (WIDTH - _RIGHT - self.left))

    def _y(self, value: float) -> float:
        bottom = self.height - _BOTTOM
        return _round(bottom - self.y.share(value) * (bottom - _TOP))


def shares(step: float = 0.25) -> list[tuple[float, str]]:
    """Ticks of an axis from 0 to 1."""
    count = round(1 / step)
    return [(i * step, f"{i * step:g}") for i in range(count + 1)]


def _round(value: float) -> float:
    return round(value, 1)
