"""What SQLite writes and syncs, call by call: the files as they may be after a power cut are built from it.

The writing calls of SQLite's own file layer (its VFS) are wrapped in this process through ctypes, in the library that Python uses.
"""

import ctypes
import ctypes.util
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SECTOR = 512
"""Bytes that a disk writes as one; a longer write may be torn between them."""

_INT, _PTR, _I64 = ctypes.c_int, ctypes.c_void_p, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _PTR, _INT, _PTR)
_WRITE = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _INT, _I64)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _PTR, _I64)
_SYNC = ctypes.CFUNCTYPE(_INT, _PTR, _INT)
N_METHODS = 18
"""Pointers of `sqlite3_io_methods` version 3 after its number. Source: sqlite3.h."""
X_WRITE, X_TRUNCATE, X_SYNC = 2, 3, 4


class _Methods(ctypes.Structure):
    _fields_ = [("version", _INT), ("calls", _PTR * N_METHODS)]


class _Vfs(ctypes.Structure):
    _fields_ = [("version", _INT), ("size", _INT), ("longest", _INT), ("next", _PTR), ("name", _PTR), ("data", _PTR), ("open", _PTR)]


@dataclass(frozen=True, slots=True)
class Call:
    """One call, in order. `kind`: write, truncate, sync, or told: the client was told that what it asked for is done."""

    kind: str
    file: str = ""
    at: int = 0
    data: bytes = b""


class Trace:
    """From `begin` on, every write, truncation and sync of one database file and its write-ahead log in this process."""

    def __init__(self, path: str) -> None:
        self.calls: list[Call] = []
        self._names = {path.encode(): "db", f"{path}-wal".encode(): "wal"}
        self._kept: list[Any] = []  # what C points at must outlive every connection
        self._files: dict[int, str] = {}

    def begin(self) -> None:
        """Wrap the default VFS; there is no way back in this process."""
        library = ctypes.CDLL(ctypes.util.find_library("sqlite3") or "libsqlite3.so.0")
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        vfs = library.sqlite3_vfs_find(None).contents
        plain = _OPEN(vfs.open)

        def opened(of: int, name: int | None, file: int, flags: int, out: int) -> int:
            code = plain(of, name, file, flags, out)  # the very pointer: SQLite keeps it
            path = ctypes.string_at(name) if name else b""
            if code == 0 and path in self._names:
                self._files[file] = self._names[path]
                self._wrap(file)
            return code

        call = _OPEN(opened)
        self._kept.append(call)
        vfs.open = ctypes.cast(call, _PTR).value

    def _wrap(self, file: int) -> None:
        methods = _PTR.from_address(file)
        own = _Methods.from_buffer_copy(ctypes.cast(methods.value or 0, ctypes.POINTER(_Methods)).contents)
        write, truncate, sync = _WRITE(own.calls[X_WRITE]), _TRUNCATE(own.calls[X_TRUNCATE]), _SYNC(own.calls[X_SYNC])

        def on_write(of: int, data: int, n: int, at: int) -> int:
            self.calls.append(Call("write", self._files[of], at, ctypes.string_at(data, n)))
            return write(of, data, n, at)

        def on_truncate(of: int, size: int) -> int:
            self.calls.append(Call("truncate", self._files[of], size))
            return truncate(of, size)

        def on_sync(of: int, flags: int) -> int:
            code = sync(of, flags)
            self.calls.append(Call("sync", self._files[of]))
            return code

        wrapped = (_WRITE(on_write), _TRUNCATE(on_truncate), _SYNC(on_sync))
        for place, call in zip((X_WRITE, X_TRUNCATE, X_SYNC), wrapped, strict=True):
            own.calls[place] = ctypes.cast(call, _PTR).value
        self._kept += [own, *wrapped]
        methods.value = ctypes.addressof(own)


def after_a_cut(before: dict[str, bytes], calls: Sequence[Call], survives: float, dice: random.Random) -> dict[str, bytes]:
    """The files after the power went out behind the last of these calls.

    What was synced is there. Of what was written since, each sector is there with the chance `survives`, whatever was written earlier or
    later: a disk writes its cache in any order. Not simulated: a disk that says it synced and did not.
    """
    found = {name: bytearray(content) for name, content in before.items()}
    last = {name: max((i for i, call in enumerate(calls) if call.kind == "sync" and call.file == name), default=-1) for name in before}
    for place, call in enumerate(calls):
        if call.kind not in {"write", "truncate"}:
            continue
        is_synced = place < last[call.file]
        content = found[call.file]
        if call.kind == "truncate":
            if is_synced or dice.random() < survives:
                del content[call.at :]
            continue
        for start, part in _sectors(call):
            if is_synced or dice.random() < survives:
                content.extend(bytes(max(0, start - len(content))))
                content[start : start + len(part)] = part
    return {name: bytes(content) for name, content in found.items()}


def _sectors(call: Call) -> Iterable[tuple[int, bytes]]:
    start, end = call.at, call.at + len(call.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield start, call.data[start - call.at : stop - call.at]
        start = stop
