"""One command as a whole: seconds by the clock and of the processors, and memory. Linux only.

Memory is the sum of the proportional set sizes (PSS, from /proc/PID/smaps_rollup) of all processes of the
command's group: what processes share is counted once. Reading it takes time, so such a run gives no seconds.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LIMIT = 1800.0
"""Seconds after which a run is ended and counts as failed."""
_SAMPLE_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of one command took. A run that failed has no figures."""

    work: str
    program: str
    wall: float | None = None
    """Seconds."""
    cpu: float | None = None
    """Seconds, user and system, of the whole tree of processes."""
    peak: float | None = None
    """MiB, of all processes together."""
    failure: str = ""


def run(
    work: str,
    program: str,
    command: Sequence[str],
    folder: Path,
    *,
    memory: bool = False,
    limit: float = LIMIT,
) -> Run:
    """Run a command to its end: its seconds or, with `memory`, its peak."""
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = start_group(command, folder, log.fileno())
        try:
            peak = follow(process.pid, limit, memory)
            wall = time.perf_counter() - start
        finally:
            # The process is not waited for yet, so its number is nobody else's.
            kill_group(process.pid, signal.SIGKILL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            log.seek(0)
            said = log.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            late = f"ended after {limit:.0f} s" if wall >= limit else f"exit status {process.returncode}"
            return Run(work, program, failure=f"{late}: {said}" if said else late)
    if memory:
        return Run(work, program, peak=peak)
    return Run(work, program, wall=wall, cpu=usage.ru_utime + usage.ru_stime)


def start_group(command: Sequence[str], folder: Path, log: int) -> subprocess.Popen[bytes]:
    """Start a command as the leader of a group of processes that bears its number."""
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def kill_group(group: int, number: signal.Signals) -> None:
    """Send a signal to all processes of a group, if any is left."""
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def memory_of(group: int) -> float:
    """The PSS of a group, in MiB. A process that ends meanwhile counts for nothing."""
    kilobytes = 0
    for member in _members(group):
        with suppress(OSError):
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text("ascii")
            kilobytes += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def cpu_of(group: int) -> float:
    """Seconds of processor time that a group has had so far, with its processes' ended children."""
    ticks = 0
    for member in _members(group):
        with suppress(OSError):
            # The name before the bracket may hold anything; of proc(5)'s fields, 14 to 17 are the times.
            fields = Path(f"/proc/{member}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _members(group: int) -> list[int]:
    members = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(ProcessLookupError):
            if os.getpgid(int(path.name)) == group:
                members.append(int(path.name))
    return members


def follow(pid: int, limit: float, memory: bool) -> float:
    """Wait until a process has ended, at most `limit` seconds; the greatest sample of its group's memory."""
    peak, deadline = 0.0, time.monotonic() + limit
    handle = os.pidfd_open(pid)
    try:
        while (left := deadline - time.monotonic()) > 0:
            if memory:
                peak = max(peak, memory_of(pid))
            if select.select([handle], [], [], min(left, _SAMPLE_EVERY) if memory else left)[0]:
                break
    finally:
        os.close(handle)
    return peak
