"""How a question is put: `how many …` asks for a count, `whether …` for a yes or no, whatever the rest says.

A form is written with `*` for any word, `*s` for any plural, `5` for any number, `a/b` for one word or the
other, and `...` where more may follow or go before. One that does not begin with `...` stands at the start of
what is typed, or of what follows a verb such as `know`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from .wording import NUMBER, about_the_target, split

SHORT = 12  # words up to which what is typed begins with what is predicted
BEGINS, MORE = "|", "..."
_ASKS = """
predict predicting predicts prediction forecast estimate estimating estimates detect detecting detects
determine determining guess tell telling know find decide deciding says say see check figure learn
answer understand distinguish classify classifying
"""
ASKS = frozenset(_ASKS.split())
FILLERS = frozenset(("out", "me", "us", "that", "to", "about", "on", "for"))
# What begins a question and says nothing of the target.
ASIDE = re.compile(
    r"\b(?:is it possible|is there an?y? way|can (?:i|we|you|someone|anyone)|should (?:i|we)|do (?:i|we|you)"
    r"|does any(?:one|body)|how (?:do|can|to|should)(?: i| we| you)?)\b"
)


class Form(Struct, frozen=True):
    """A form: how it is written, the words that must be there, and how many of its words are given."""

    text: str
    needs: frozenset[str]
    given: float


def form_of(text: str) -> Form:
    """The form that is written so."""
    words = [word for word in text.split() if word != MORE]
    needs = frozenset(_number(word) for word in words if "*" not in word and "/" not in word)
    return Form(text, needs, sum(_given(word) for word in words))


@lru_cache(maxsize=1000)
def _look(form: str) -> re.Pattern[str]:
    parts = form.split()
    words = rf" (?:\{BEGINS} )?".join(_looks(word) for word in parts if word != MORE)
    before = r"(?:^| )" if parts[0] == MORE else rf"(?:^| )\{BEGINS} "
    return re.compile(before + words + (r"(?= |$)" if parts[-1] == MORE else "$"))


def put(text: str) -> str:
    """What is typed as forms look at it: its words, with a mark where what is predicted may begin."""
    sentences = [split(part) for part in re.split(r"[.?!:;]\s", ASIDE.sub(" ", about_the_target(text)))]
    is_short = sum(map(len, sentences)) <= SHORT
    return " ".join(word for sentence in sentences for word in _marked(sentence, begins=is_short))


@lru_cache(maxsize=64)
def forms_of(texts: tuple[str, ...]) -> tuple[Form, ...]:
    """The forms that are written so."""
    return tuple(map(form_of, texts))


def best_form(forms: Sequence[Form], said: str) -> Form | None:
    """The form that fits with the most words; None where none does."""
    words = set(said.split())
    fitting = (form for form in forms if form.needs <= words and _look(form.text).search(said))
    return max(fitting, key=lambda form: form.given, default=None)


def _marked(words: Iterable[str], *, begins: bool) -> Iterable[str]:
    for word in words:
        if begins and word not in FILLERS:
            yield BEGINS
            begins = False
        yield _number(word)
        begins = begins or word in ASKS


def _looks(word: str) -> str:
    if word == "*":
        return r"[a-z0-9#]+"
    if word == "*s":
        return r"[a-z0-9]+[^suia ]s"
    if "/" in word:
        return f"(?:{'|'.join(map(re.escape, word.split('/')))})"
    return re.escape(_number(word))


def _number(word: str) -> str:
    return NUMBER if word.isdigit() else word


def _given(word: str) -> float:
    return {"*": 0.0, "*s": 0.4}.get(word, 1.0)
