"""What went wrong at an endpoint, as the project's errors.

What an endpoint says is not passed on: it may repeat the key or the question. Told are the status,
the endpoint's host, and what to do next.
"""

from __future__ import annotations

import math
import re
from email.utils import parsedate_to_datetime
from time import time
from typing import TYPE_CHECKING, Final

from askreport.errors import (
    ModelBusyError,
    ModelError,
    ModelFailedError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelUnavailableError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE: Final = re.compile(r"[a-z_]{3,40}")
_UNPAID: Final = ("insufficient_quota", "insufficient_balance", "billing_hard_limit_reached")
"""Told with 429 as well; waiting does not help."""
_AGAIN: Final = "ask again, or take the backend extractive"


def failed_status(status: int, code: object, host: str, model: str) -> ModelError:
    """The error that the HTTP ``status`` of an endpoint is; ``code`` is its own word for it."""
    told = f"{status} {code}" if isinstance(code, str) and _CODE.fullmatch(code) else f"{status}"
    if status < 400:
        return ModelFailedError(
            f"{host} sends questions elsewhere ({told}), and they are not followed there; set "
            "ASKREPORT_OPENAI_BASE_URL to the address that answers."
        )
    if status == 402 or code in _UNPAID:
        return ModelRefusedError(
            f"{host} wants to be paid ({told}); top up the account, or set another key in "
            "ASKREPORT_OPENAI_API_KEY."
        )
    if status in (401, 403):
        return ModelRefusedError(
            f"{host} does not accept the key ({told}); set another in ASKREPORT_OPENAI_API_KEY."
        )
    if status == 404:
        return ModelRefusedError(
            f"{host} does not know the model {model!r} ({told}); name another after “openai:”, or "
            "check ASKREPORT_OPENAI_BASE_URL (most end in /v1)."
        )
    if status == 429:
        return ModelBusyError(f"{host} takes no more questions now ({told}); {_AGAIN}.")
    if status in (408, 504):
        return ModelTimeoutError(f"{host} was too slow ({told}); {_AGAIN}.")
    if status >= 500:
        return ModelFailedError(f"{host} failed ({told}); {_AGAIN}.")
    return ModelFailedError(
        f"{host} does not take the request ({told}); name another model, or lower "
        "ASKREPORT_CONTEXT_TOKENS if its context is smaller."
    )


def unreachable(host: str) -> ModelError:
    """Nobody answers there."""
    return ModelUnavailableError(
        f"{host} cannot be reached; start the server there, or set ASKREPORT_OPENAI_BASE_URL."
    )


def too_slow(host: str, seconds: float) -> ModelError:
    """No words came for so long."""
    return ModelTimeoutError(
        f"{host} wrote nothing for {seconds:.0f} s; {_AGAIN}, or raise ASKREPORT_MODEL_SECONDS and "
        "ASKREPORT_MODEL_FIRST_SECONDS."
    )


def no_place(parallel: int) -> ModelError:
    """Too many wait already."""
    return ModelBusyError(
        f"All {parallel} places of the model stayed taken; {_AGAIN}, or raise "
        "ASKREPORT_MODEL_PARALLEL."
    )


def broken(host: str, how: str) -> ModelError:
    """The reply is none, or half of one."""
    return ModelFailedError(f"{host} {how}; {_AGAIN}.")


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that ``Retry-After`` asks for, given as such or as a date."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
        return max(0.0, seconds) if math.isfinite(seconds) else None
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (TypeError, ValueError, OverflowError):
        return None
