"""Keeps psychtoolbox from printing by Python's own means, which ends the program on Linux.

psychtoolbox's modules print with ``PySys_WriteStdout``, which is for threads that hold Python's lock. The thread of the
key queue does not hold it, and prints as soon as it runs wherever it is refused the real-time priority that it asks
for, as every ordinary account is: the program dies of SIGSEGV or SIGABRT within milliseconds. No setting of
psychtoolbox avoids the request or the words.

So the words are dropped. A shared library reaches a function of another through a slot in its own memory, which the
dynamic linker fills in (System V ABI, "Dynamic Linking"). In a loaded module, the slots of the two functions that print
are made to hold one of the C library that looks at no argument and does nothing. What goes wrong in a call is raised
as an exception besides, so nothing is lost but lines that would alarm a nurse. The thread goes on without priority.
"""

from __future__ import annotations

import ctypes
import importlib
import mmap
import os
import sys
from types import ModuleType

_PRINTERS = (b"PySys_WriteStdout", b"PySys_WriteStderr")

# <dlfcn.h>, <elf.h>, <sys/mman.h>: the same on all 64-bit processors
_RTLD_DI_LINKMAP = 2
_DT_PLTRELSZ, _DT_STRTAB, _DT_SYMTAB, _DT_RELA, _DT_RELASZ, _DT_JMPREL = 2, 5, 6, 7, 8, 23
_PROT_READ_WRITE = 1 | 2


class _LinkMap(ctypes.Structure):
    """Where the dynamic linker has put a library, and where the library says what it needs."""

    _fields_ = (("address", ctypes.c_size_t), ("name", ctypes.c_char_p), ("dynamic", ctypes.c_size_t))


class _Dynamic(ctypes.Structure):
    _fields_ = (("tag", ctypes.c_int64), ("value", ctypes.c_uint64))


class _Symbol(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_uint32),
        ("info", ctypes.c_uint8),
        ("other", ctypes.c_uint8),
        ("section", ctypes.c_uint16),
        ("value", ctypes.c_uint64),
        ("size", ctypes.c_uint64),
    )


class _Relocation(ctypes.Structure):
    """A slot that the dynamic linker fills in."""

    _fields_ = (("offset", ctypes.c_uint64), ("info", ctypes.c_uint64), ("addend", ctypes.c_int64))


def mute_key_queue() -> None:
    """Keep the key queue from ending this program, whoever starts it; on Linux, elsewhere there is no need."""
    if sys.platform.startswith("linux"):
        mute(importlib.import_module("psychtoolbox.PsychHID"))


def mute(module: ModuleType) -> int:
    """Drop what a loaded extension module prints by ``PySys_WriteStdout`` or ``PySys_WriteStderr``, from now on.

    Parameters
    ----------
    module
        It belongs to Linux, on a 64-bit processor.

    Returns
    -------
    int
        How many slots were changed; none, if the module never prints so.
    """
    program = ctypes.CDLL(None, use_errno=True)
    nothing = ctypes.cast(program.getpid, ctypes.c_void_p)
    slots = _slots(program, str(module.__file__))
    for slot in slots:
        page = slot & -mmap.PAGESIZE  # a slot is aligned, so it lies in one page
        if program.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(mmap.PAGESIZE), _PROT_READ_WRITE) != 0:
            raise OSError(ctypes.get_errno(), f"a slot of {module.__name__} cannot be written to")
        ctypes.c_void_p.from_address(slot).value = nothing.value
    return len(slots)


def _slots(program: ctypes.CDLL, file: str) -> list[int]:
    """Find the addresses at which a loaded library keeps those of the functions that print."""
    if sys.platform == "win32":
        return []
    handle = ctypes.CDLL(file, mode=os.RTLD_NOLOAD | os.RTLD_LAZY)._handle
    found = ctypes.POINTER(_LinkMap)()
    if program.dlinfo(ctypes.c_void_p(handle), _RTLD_DI_LINKMAP, ctypes.byref(found)) != 0:
        raise OSError(f"{file} is not loaded")
    library = found.contents
    table: dict[int, int] = {}
    entry = library.dynamic
    while (told := _Dynamic.from_address(entry)).tag != 0:
        table[told.tag] = told.value
        entry += ctypes.sizeof(_Dynamic)

    def at(tag: int) -> int:
        """Some dynamic linkers leave these places as they are in the file, counted from the library's address."""
        return table[tag] if table[tag] >= library.address else library.address + table[tag]

    slots = []
    for start, size in ((_DT_JMPREL, _DT_PLTRELSZ), (_DT_RELA, _DT_RELASZ)):
        for offset in range(0, table.get(size, 0), ctypes.sizeof(_Relocation)):
            relocation = _Relocation.from_address(at(start) + offset)
            number = relocation.info >> 32
            symbol = _Symbol.from_address(at(_DT_SYMTAB) + number * ctypes.sizeof(_Symbol))
            if number and ctypes.string_at(at(_DT_STRTAB) + symbol.name) in _PRINTERS:
                slots.append(library.address + relocation.offset)
    return slots
