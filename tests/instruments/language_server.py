"""An editor's language server, spoken to as an editor does (LSP over its standard streams)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

_SETTINGS = {"yaml": {"validate": True, "schemaStore": {"enable": False}, "hover": True}}


class LanguageServer:
    """A server of its own, for as long as the block lasts.

    Parameters
    ----------
    program
        Of yaml-language-server.
    """

    def __init__(self, program: str) -> None:
        self._server = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._last = 0
        self._ask(
            "initialize", {"processId": None, "rootUri": None, "capabilities": {"workspace": {"configuration": True}}}
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": _SETTINGS}})

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait()

    def diagnostics(self, file: Path) -> list[dict[str, Any]]:
        """Open a file, and return what the editor would underline."""
        text = file.read_bytes().decode("utf-8", "replace")
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            said = self._next()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == file.as_uri():
                self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": file.as_uri()}}})
                found: list[dict[str, Any]] = said["params"]["diagnostics"]
                return found

    def hover(self, file: Path, line: int, character: int) -> str:
        """Return what the editor shows where the pointer rests on an open file; line and character from 0."""
        place = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}
        said = self._ask("textDocument/hover", place)
        return "" if said is None else json.dumps(said["contents"], ensure_ascii=False)

    def _ask(self, method: str, params: Any) -> Any:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            said = self._next()
            if said.get("id") == self._last and "method" not in said:
                return said.get("result")

    def _next(self) -> dict[str, Any]:
        """Read what comes next; what the server asks is answered."""
        assert self._server.stdout is not None
        length = 0
        while line := self._server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        said: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if "id" in said and "method" in said:
            asked = said["params"].get("items", ()) if said["method"] == "workspace/configuration" else ()
            self._send({"id": said["id"], "result": [_SETTINGS.get(one["section"]) for one in asked] or None})
        return said

    def _send(self, message: dict[str, Any]) -> None:
        assert self._server.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._server.stdin.flush()
