"""Signs in the text of a program: for which Keras it was written, and what it may predict."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lossadvisor.rulebook.libraries import Libraries

GONE_FORMS = (
    r"lr=(?<=\blr=)",
    r"keras\.layers\.(?:core|convolutional|recurrent|merge|normalization|embeddings|advanced_activations|wrappers"
    r"|pooling)\b",
    r"history\[.(?:val_)?acc.\]",
)


def is_keras_2(known: Libraries, text: str) -> bool:
    """Whether a program shows signs of Keras 2."""
    return stops_in_keras_3(known, text) or _has(text, known.names("usual-in-keras-2"))


def stops_in_keras_3(known: Libraries, text: str) -> bool:
    """Whether a program has what Keras 3 does not, so that it was surely written for Keras 2."""
    return _has(text, known.names("late-in-keras-2")) or _has_gone(known, text)


def logs_acc(known: Libraries, text: str) -> bool:
    """Whether a program may be for a Keras that logs accuracy as "acc"."""
    later = (f"{one}val_accuracy{other}" for one in "'\"" for other in "'\"")
    return not _has(text, later) and _has_gone(known, text)


def shows_yes_or_no(known: Libraries, text: str) -> bool:
    """Whether a program shows signs that what it predicts may be a yes or no."""
    if _has(text, known.names("signs-of-classes")):
        return True
    anyhow = known.names("signs-of-classes-in-words")
    if text.isascii():
        return _has(text.lower(), anyhow)
    return re.search("|".join(sorted(anyhow)), text, re.IGNORECASE) is not None


def _has(text: str, words: Iterable[str]) -> bool:
    """Whether any of these stands in a text: far sooner told one by one than by one pattern for all."""
    return any(word in text for word in words)


def _has_gone(known: Libraries, text: str) -> bool:
    return _has(text, known.names("gone-in-keras-3")) or any(re.search(form, text) for form in GONE_FORMS)
