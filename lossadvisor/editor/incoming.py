"""What comes in from a client: what is no message is passed over, and told of in one line.

The library takes a header to the letter, reads a line however long it is, and keeps room for whatever size is
said. Here no more than `MOST` bytes are kept of a message, and none of a longer one.
"""

from __future__ import annotations

import json
import re
from collections import deque
from typing import BinaryIO

MOST = 50_000_000  # bytes of a message: editors themselves send no larger text
MOST_LINE = 4_096  # bytes that are looked at together for a header
PART = 1 << 20
PASSED_OVER = "lossadvisor/passedOver"  # what the handler is told, as if the client had said it
LONGEST = 64  # bytes of a header that are of use
SIZE = re.compile(rb"content-length:[ \t]*(\d{1,18})[ \t]*\r?\n$", re.IGNORECASE)
OTHER = re.compile(rb"(?i:(?!content-length))[\w-]{1,50}:[^\r\n]*\r?\n$")


class Incoming:
    """A stream of messages, to be read by lines for headers and by sizes for bodies."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lines: deque[bytes] = deque()
        self._bodies: deque[bytes] = deque()

    def readline(self) -> bytes:
        """The next line of a header in order; nothing at the end."""
        while not self._lines:
            size, strange = self._header()
            if size is None:
                return b""
            if strange:
                self._tell(f"passed over {strange:,} bytes that are not a message")
            if size > MOST:
                if not self._skip(size):
                    return b""
                self._tell(f"passed over a message of {size:,} bytes; the most is {MOST:,}")
            elif size:
                self._begin(size)
        return self._lines.popleft()

    def read(self, size: int) -> bytes:
        """The body of a message."""
        return self._bodies.popleft() if self._bodies else self._stream.read(size)

    def _header(self) -> tuple[int | None, int]:
        """The size of the next message, None at the end, and how many bytes before it are none."""
        size, strange, kept = None, 0, b""
        while part := self._stream.readline(MOST_LINE):
            line = kept + part  # a header may follow on anything, and be cut in two
            if found := SIZE.search(line):
                size, strange = int(found[1]), strange + max(0, found.start() - len(kept))
            elif part.strip() and not OTHER.match(line):
                strange += len(part)
            elif size is not None and not part.strip():
                return size, strange
            kept = b"" if line.endswith(b"\n") else line[-LONGEST:]
        return None, strange

    def _begin(self, size: int) -> None:
        self._lines.extend((b"Content-Length: %d\r\n" % size, b"\r\n"))

    def _tell(self, says: str) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": PASSED_OVER, "params": {"says": says}}).encode()
        self._begin(len(body))
        self._bodies.append(body)

    def _skip(self, size: int) -> bool:
        """Read past a body; whether all of it came."""
        while size:
            part = self._stream.read(min(size, PART))
            if not part:
                return False
            size -= len(part)
        return True
