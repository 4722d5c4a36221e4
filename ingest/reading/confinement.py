"""What a reading process may not do: outgrow its memory and time, write files, open connections, start programs.

Applied by the child to itself before it sees one byte of the document. Source: getrlimit(2), unshare(2), seccomp(2).
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from typing import Any

from ingest.reading.blocks import ReadLimits

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 4, 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM
# Audit architecture; the numbers of socket, connect, bind, sendto, ptrace; those of execve, execveat. Source: asm/unistd.h of each machine.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 44, 101), (59, 322)),
    "aarch64": (0xC00000B7, (198, 203, 200, 206, 117), (221, 281)),
}


def confine(limits: ReadLimits, may_start_programs: bool = False) -> dict[str, Any]:
    """Limit this process; returns what holds: `network` and `calls` name the mechanism, e.g. namespace, seccomp, python.

    `may_start_programs` leaves exec open for text recognition; what is started inherits every other limit.

    A wall-clock alarm with the kernel's default action ends the process even inside a library that never returns.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    seconds = max(1, int(limits.seconds) + 1)
    n_bytes = limits.megabytes * 1_000_000
    for what, soft in (
        (resource.RLIMIT_AS, n_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (soft, soft))
    has_namespace = _leave_network(libc)
    has_filter = _filter_calls(libc, may_start_programs)
    if not has_namespace and not has_filter:
        sys.addaudithook(_refuse_network)
    network = "namespace" if has_namespace else "seccomp" if has_filter else "python"
    return {"network": network, "calls": "seccomp" if has_filter else "none"}


def _leave_network(libc: ctypes.CDLL) -> bool:
    """A network namespace of its own holds nothing but a loopback that is down."""
    return libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0


def _filter_calls(libc: ctypes.CDLL, may_start_programs: bool) -> bool:
    machine = _CALLS.get(platform.machine())
    if machine is None or sys.maxsize < 2**32:
        return False
    architecture, refused, starting = machine
    numbers = refused if may_start_programs else refused + starting
    # Classic BPF: load the architecture, refuse any other; load the call's number, refuse the listed ones (and x32 calls); allow the rest.
    program = [(0x20, 0, 0, 4), (0x15, 1, 0, architecture), (0x06, 0, 0, _DENY), (0x20, 0, 0, 0), (0x35, len(numbers) + 1, 0, 0x40000000)]
    program += [(0x15, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    program += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _DENY)]
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header, len(header)), 0, 0) == 0


def _refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket.") or event in ("os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "os.system"):
        raise PermissionError(event)


def quiet_libraries() -> None:
    """One thread each, and no look at the user's own folders: memory limits count every thread's stack."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
