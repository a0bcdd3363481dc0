"""Texts in UTF-16 and UTF-32: what some editors and shells write, and Python does not run."""

from __future__ import annotations

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
WIDE_ZEROS = tuple(tuple(byte == "0" for byte in four) for four in ("0x0x", "x0x0", "000x", "x000"))


def wide(content: bytes) -> str:
    """The codec of a text in UTF-16 or UTF-32, told by its mark or by zeros; empty for any other text."""
    zeros = tuple(not byte for byte in content[:4])
    if not (content.startswith(WIDE_MARKS) or zeros in WIDE_ZEROS):
        return ""
    from json import detect_encoding

    return detect_encoding(content)


def narrow(content: bytes) -> bytes:
    """A text in UTF-8 that is in UTF-16 or UTF-32; any other as it is."""
    codec = wide(content)
    return content.decode(codec, "replace").encode() if codec else content
