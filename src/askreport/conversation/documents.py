"""What the rules may ask about the documents; both may be missing."""

from __future__ import annotations

from collections.abc import Callable

Known = Callable[[str], bool]
"""Whether a pair of characters stands in the documents."""

Rarity = Callable[[str], float]
"""Idf of a term in the documents."""
