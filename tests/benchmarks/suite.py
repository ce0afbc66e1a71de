"""``make test-cost``: measures the CPU time and wall-clock time of a command and its child processes.

    python tests/benchmarks/suite.py COMMAND ...

A browser leaves orphaned processes behind. On Linux, this program adopts these processes and waits for them, so that
their time counts too. The exit code is that of the command.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36  # from <linux/prctl.h>


def main(command: list[str]) -> int:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    wait_for_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor, clock = used.ru_utime + used.ru_stime, time.monotonic() - start
    print(f"CPU time: {minutes(processor)}; wall-clock time: {minutes(clock)}", flush=True)
    return code


def wait_for_orphans() -> None:
    """Waits for the orphaned processes of the command."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def minutes(seconds: float) -> str:
    """Formats a time as minutes and seconds."""
    return f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
