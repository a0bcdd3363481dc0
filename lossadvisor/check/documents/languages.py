"""The language of a notebook, as its kernel and its cells name it."""

from __future__ import annotations

from typing import Any


def language(document: dict[str, Any]) -> str:
    """The language of the kernel; empty where the notebook does not tell, which is that of Python then."""
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    for group, name in (("kernelspec", "language"), ("language_info", "name")):
        said = metadata.get(group)
        if isinstance(said, dict) and isinstance(said.get(name), str):
            return str(said[name])
    return ""


def speaks_python(language: object) -> bool:
    """Whether the name of a language is one of Python's."""
    return not isinstance(language, str) or "py" in language.lower() or language.lower() in ("", "sage")


def speaks_r(language: object) -> bool:
    """Whether the name of a language is that of R."""
    return isinstance(language, str) and language.lower() == "r"
