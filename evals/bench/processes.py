"""Measuring processes from outside: wall time, peak and resident memory.

Nothing heavy may be imported here or by whoever calls `finish`: Linux counts towards a child's
peak what its parent held when it was started (``ru_maxrss`` survives ``exec``), so a parent with
torch in memory would be measured instead of the child.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEGABYTE = 1_000_000
_RUSAGE_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of ``ru_maxrss``."""


class NotMeasuredError(Exception):
    """Something could not be measured; the message says what, and what was seen instead."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well: wall seconds, peak resident bytes, what it printed."""

    seconds: float
    peak_bytes: int
    output: str


def finish(
    command: Sequence[str], environment: Mapping[str, str], limit_s: float, given: str = ""
) -> Finished:
    """Run ``command`` to its end with ``given`` on its standard input, and measure it.

    Raises:
        NotMeasuredError: it cannot be started, ends with another status than 0, or runs on.
    """
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as errors,
    ):
        source.write(given.encode())
        source.seek(0)
        began = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, stdin=source, stdout=out, stderr=errors, env=environment
            )
        except OSError as error:
            raise NotMeasuredError(f"{command[0]} cannot be started: {error.strerror}") from error
        stopper = threading.Timer(limit_s, os.kill, (process.pid, signal.SIGKILL))
        stopper.start()
        # wait4 gives this child's own peak; getrusage(RUSAGE_CHILDREN) only the highest so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        stopper.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if seconds >= limit_s:
            raise NotMeasuredError(f"{_named(command)} ran longer than {limit_s:g} s")
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()[-400:]
            raise NotMeasuredError(
                f"{_named(command)} ended with status {process.returncode}: {said or 'no reason'}"
            )
        out.seek(0)
        output = out.read().decode("utf-8", "replace")
    return Finished(seconds, usage.ru_maxrss * _RUSAGE_UNIT, output)


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds so far: on the wall, of all processors' work (``None`` without ``/proc``), of ours.

    Ours is this process and the children that have ended.
    """

    wall: float
    busy: float | None
    own: float

    @classmethod
    def now(cls) -> Clock:
        """Read it."""
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        own = sum(usage.ru_utime + usage.ru_stime for usage in used)
        try:
            line = Path("/proc/stat").read_text().partition("\n")[0]
        except OSError:
            return cls(time.monotonic(), None, own)
        user, nice, system, _idle, _waiting, *interrupts = map(int, line.split()[1:9])
        busy = (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
        return cls(time.monotonic(), busy, own)

    def others_since(self, before: Clock) -> float | None:
        """The share (0..1) of all processors that was not ours since ``before``."""
        if self.busy is None or before.busy is None:
            return None
        others = (self.busy - before.busy) - (self.own - before.own)
        available = (self.wall - before.wall) * (os.cpu_count() or 1)
        return max(0.0, others / available) if available else None


def resident_bytes(pid: int) -> int:
    """What a process and its descendants hold in memory now (Linux).

    Raises:
        NotMeasuredError: the system has no ``/proc``.
    """
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold spaces; the parent's id is the second word after it.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended while we looked
        children.setdefault(parent, []).append(int(stat.parent.name))
    total, waiting = 0, [pid]
    while waiting:
        process = waiting.pop()
        waiting += children.get(process, [])
        total += _field_kib(Path("/proc", str(process), "status"), "VmRSS") * 1024
    return total


def _field_kib(path: Path, name: str) -> int:
    try:
        lines = path.read_text().splitlines()
    except OSError as error:
        raise NotMeasuredError(
            f"{path} cannot be read ({error.strerror}); resident memory is measured on Linux only"
        ) from error
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _named(command: Sequence[str]) -> str:
    return " ".join(part if len(part) < 40 else part[:37] + "..." for part in command)
