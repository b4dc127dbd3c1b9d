"""Ctrl-C while a process is begun: that one does not hear of it, and the one that begins it does, afterwards."""

import subprocess
import sys

import pytest

BEGIN = """
import os, signal, subprocess, sys
from dragoman.views.cli.crew import _held_interrupts
try:
    with _held_interrupts():
        child = subprocess.Popen([sys.executable, "-c", "print('up', flush=True); input(); print('lives')"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert child.stdout.readline() == "up\\n"
        for process in (child.pid, os.getpid()):
            os.kill(process, signal.SIGINT)
        print("held")
except KeyboardInterrupt:
    print("interrupted", child.communicate("\\n")[0].strip())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds no signals")
def test_an_interrupt_waits_until_a_process_has_begun() -> None:
    told = subprocess.run([sys.executable, "-c", BEGIN], capture_output=True, text=True, timeout=60)
    assert told.stdout.splitlines() == ["held", "interrupted lives"], told.stderr
