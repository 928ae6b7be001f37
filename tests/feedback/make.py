"""What the tests of feedback share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.errors import FeedbackUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.feedback import FeedbackStore

ID = "ans_0123456789abcdef0123"
OTHER_ID = "ans_0123456789abcdef9999"


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def refused(store: FeedbackStore) -> FeedbackUnavailableError:
    """What is said instead of keeping a verdict."""
    with pytest.raises(FeedbackUnavailableError) as caught:
        store.add(ID, "up", "private words")
    return checked(caught.value)


def checked(error: FeedbackUnavailableError) -> FeedbackUnavailableError:
    """The error names a mend, and repeats neither statements nor what was to be kept."""
    message = str(error)
    assert "INSERT" not in message
    assert "private words" not in message
    assert "secret" not in message
    assert message.endswith(".")
    assert ": " in message
    assert error.exit_status == 3
    assert (error.http_status, error.slug) == (503, "feedback-unavailable")
    return error
