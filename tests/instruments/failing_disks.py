"""Disks that fail: one whose process is killed at a chosen operation, one that loses whatever was not synced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from experiment.record.storage import Disk, OpenFile


class Killed(BaseException):
    """The process is dead: no handler of the program runs to any effect."""


@dataclass
class Acknowledged:
    """What the program was told is safe: the bytes of each CSV at its last sync."""

    content: dict[str, bytes] = field(default_factory=dict)

    def note(self, path: Path, content: bytes) -> None:
        """Remember what a sync of a CSV has promised."""
        if path.name.endswith("_data.csv"):
            self.content[path.name] = content


class KilledDisk(Disk):
    """The real disk, under a process that is killed at its n-th operation.

    Parameters
    ----------
    kill_at
        Which operation, from 0; ``None``: never.
    half
        Whether a write that is the last operation is half done.
    """

    def __init__(self, acknowledged: Acknowledged, kill_at: int | None = None, half: bool = False) -> None:
        self.operations: list[str] = []
        self._acknowledged = acknowledged
        self._kill_at = kill_at
        self._half = half

    def step(self, name: str, do: Callable[[], object], do_half: Callable[[], object] = lambda: None) -> None:
        """Do one operation, unless the process is dead by then."""
        if self._kill_at is not None and len(self.operations) >= self._kill_at:
            if len(self.operations) == self._kill_at:
                self.operations.append(name)
                if self._half:
                    do_half()
            raise Killed
        self.operations.append(name)
        do()

    def create(self, path: Path) -> OpenFile:
        opened: list[OpenFile] = []
        self.step("create", lambda: opened.append(super(KilledDisk, self).create(path)))
        return _KilledFile(self, opened[0], path)

    def append_to(self, path: Path) -> OpenFile:
        return _KilledFile(self, super().append_to(path), path)

    def make_folder(self, folder: Path) -> None:
        self.step("make_folder", lambda: super(KilledDisk, self).make_folder(folder))

    def cut(self, path: Path, length: int) -> None:
        self.step("cut", lambda: super(KilledDisk, self).cut(path, length))

    def rename(self, old: Path, new: Path) -> None:
        self.step("rename", lambda: super(KilledDisk, self).rename(old, new))

    def remove(self, path: Path) -> None:
        self.step("remove", lambda: super(KilledDisk, self).remove(path))

    def remove_folder(self, folder: Path) -> None:
        self.step("remove_folder", lambda: super(KilledDisk, self).remove_folder(folder))

    def sync_folder(self, folder: Path) -> None:
        self.step("sync_folder", lambda: super(KilledDisk, self).sync_folder(folder))

    def protect(self, path: Path) -> None:
        self.step("protect", lambda: super(KilledDisk, self).protect(path))

    def unprotect(self, path: Path) -> None:
        self.step("unprotect", lambda: super(KilledDisk, self).unprotect(path))

    def sync_file(self, path: Path) -> None:
        self.step("sync_file", lambda: super(KilledDisk, self).sync_file(path))

    def promised(self, path: Path) -> None:
        """Remember what has been synced."""
        self._acknowledged.note(path, path.read_bytes())


class _KilledFile:
    def __init__(self, disk: KilledDisk, file: OpenFile, path: Path) -> None:
        self._disk, self._file, self._path = disk, file, path

    def write(self, content: bytes) -> None:
        half = content[: len(content) // 2]
        self._disk.step("write", lambda: self._file.write(content), lambda: self._file.write(half))

    def sync(self) -> None:
        self._disk.step("sync", self._file.sync)
        self._disk.promised(self._path)

    def length_by_name(self) -> int | None:
        return self._file.length_by_name()

    def close(self) -> None:
        self._file.close()


@dataclass
class _Node:
    """A file: what a reader sees, and what would be left after a power cut."""

    seen: bytes = b""
    safe: bytes = b""
    protected: bool = False


class VolatileDisk:
    """A disk in memory that honours a sync and nothing else: :meth:`power_cut` drops the rest.

    A file's bytes are safe once it is synced; its name is safe once its folder is.
    """

    def __init__(self, kill_at: int | None = None) -> None:
        self.acknowledged = Acknowledged()
        self.kill_at = kill_at
        self.operations = 0
        self._seen: dict[Path, dict[str, _Node | Path]] = {Path("/"): {}}
        self._safe: dict[Path, dict[str, _Node | Path]] = {Path("/"): {}}

    def power_cut(self) -> None:
        """Forget all that was not synced."""
        self._seen = {Path("/"): {}}
        folders = [Path("/")]
        while folders:
            folder = folders.pop()
            self._seen[folder] = dict(self._safe.get(folder, {}))
            folders += [inner for inner in self._seen[folder].values() if isinstance(inner, Path)]
        for names in self._seen.values():
            for node in names.values():
                if isinstance(node, _Node):
                    node.seen = node.safe
        self._safe = {folder: dict(names) for folder, names in self._seen.items()}
        self.kill_at = None

    def _step(self) -> None:
        if self.kill_at is not None and self.operations >= self.kill_at:
            raise Killed
        self.operations += 1

    def _node(self, path: Path) -> _Node:
        node = self._seen.get(path.parent, {}).get(path.name)
        if not isinstance(node, _Node):
            raise FileNotFoundError(path)
        return node

    def read(self, path: Path) -> bytes:
        return self._node(path).seen

    def exists(self, path: Path) -> bool:
        return path in self._seen or path.name in self._seen.get(path.parent, {})

    def names_in(self, folder: Path) -> list[str]:
        return sorted(self._seen.get(folder, {}))

    def is_folder(self, path: Path) -> bool:
        return path in self._seen

    def make_folder(self, folder: Path) -> None:
        self._step()
        self._seen[folder.parent][folder.name] = folder
        self._seen.setdefault(folder, {})

    def create(self, path: Path) -> OpenFile:
        self._step()
        if self.exists(path):
            raise FileExistsError(path)
        self._seen[path.parent][path.name] = node = _Node()
        return _VolatileFile(self, node, path)

    def append_to(self, path: Path) -> OpenFile:
        return _VolatileFile(self, self._node(path), path)

    def cut(self, path: Path, length: int) -> None:
        self._step()
        node = self._node(path)
        node.seen = node.safe = node.seen[:length]

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        self._seen[new.parent][new.name] = self._seen[old.parent].pop(old.name)

    def remove(self, path: Path) -> None:
        self._step()
        del self._seen[path.parent][path.name]

    def remove_folder(self, folder: Path) -> None:
        self._step()
        if self._seen.get(folder) == {}:
            del self._seen[folder], self._seen[folder.parent][folder.name]

    def sync_folder(self, folder: Path) -> None:
        self._step()
        self._safe[folder] = dict(self._seen[folder])

    def sync_file(self, path: Path) -> None:
        self.sync_node(self._node(path), path)

    def sync_node(self, node: _Node, path: Path) -> None:
        """Make a file's bytes safe."""
        self._step()
        node.safe = node.seen
        self.acknowledged.note(path, node.seen)

    def write_file(self, node: _Node, content: bytes) -> None:
        """Change what a reader sees."""
        self._step()
        node.seen += content

    def length_by_name(self, node: _Node, path: Path) -> int | None:
        """Tell how long a file is, if it still has its name."""
        return len(node.seen) if self._seen.get(path.parent, {}).get(path.name) is node else None

    def version(self, path: Path) -> tuple[int, ...] | None:
        node = self._seen.get(path.parent, {}).get(path.name)
        return (id(node), len(node.seen)) if isinstance(node, _Node) else None

    def is_link(self, _path: Path) -> bool:
        return False

    def protect(self, path: Path) -> None:
        self._step()
        self._node(path).protected = True

    def unprotect(self, path: Path) -> None:
        self._step()
        self._node(path).protected = False

    def is_protected(self, path: Path) -> bool:
        """Tell whether a file is read-only."""
        return self._node(path).protected

    def free_bytes(self, _folder: Path) -> int:
        return 10**12

    def keep_room(self, _folder: Path) -> ExitStack:
        return ExitStack()

    @contextmanager
    def lock(self, _path: Path) -> Iterator[None]:
        yield


class _VolatileFile:
    def __init__(self, disk: VolatileDisk, node: _Node, path: Path) -> None:
        self._disk, self._node, self._path = disk, node, path

    def write(self, content: bytes) -> None:
        self._disk.write_file(self._node, content)

    def sync(self) -> None:
        self._disk.sync_node(self._node, self._path)

    def length_by_name(self) -> int | None:
        return self._disk.length_by_name(self._node, self._path)

    def close(self) -> None:
        pass


class ForgetfulDisk(VolatileDisk):
    """A volatile disk under a program that does not sync its CSV: a negative control."""

    def sync_node(self, node: _Node, path: Path) -> None:
        if path.name.endswith("_data.csv"):
            self.acknowledged.note(path, node.seen)
        else:
            super().sync_node(node, path)


class ForgetfulJournalDisk(VolatileDisk):
    """A volatile disk under a program that syncs its journal at the start of a launch only: a negative control."""

    def sync_node(self, node: _Node, path: Path) -> None:
        if not (path.name.endswith("_journal.jsonl") and b"launch_started" in node.safe):
            super().sync_node(node, path)
