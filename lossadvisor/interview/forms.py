"""How a question is put: `how many …` asks for a count, `whether …` for a yes or no, whatever the rest says.

A form is written with `*` for any word, `*s` for any plural, `*ed` for any word that ends so, `5` for any
number, `a/b` for one word or the other, `<unit>` for any word of that kind in the vocabulary, `un=` for what
stands for the first `*` with `un` before it, and `...` where more may follow or go before. `,` and `/` stand
for themselves. One that does not begin with `...` stands at the start of what is typed, or of what follows a
verb such as `know`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from lossadvisor.rulebook.facts import WordKind

from .wording import NUMBER, about_the_target, split

SHORT = 12  # words up to which what is typed begins with what is predicted
BEGINS, MORE = "|", "..."
SUFFIX = 0.4  # how much an ending gives, of what a word does
PARTING = re.compile(r"(,)(?!\d)|(?<=[a-z])\s*(/)\s*(?=[a-z])")
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
    """A form: how it is written, the same with the words of its kinds, what must be there, how much is given.

    Of each of its `needs` one word must be typed.
    """

    text: str
    spelt: str
    needs: tuple[frozenset[str], ...]
    given: float


def _written_so(text: str, kinds: Mapping[str, WordKind]) -> Iterator[Form]:
    """The form that is written so; one for each of the kinds that stand together under one name."""
    words = [word for word in text.split() if word != MORE]
    wide = next((word for word in words if _kind(word) in kinds and kinds[_kind(word)].each_of), "")
    for each in kinds[_kind(wide)].each_of if wide else ("",):
        spelt = [_spelt(f"<{each}>" if wide and word == wide else word, kinds) for word in text.split()]
        needs = (frozenset(_alternatives(word)) for word in spelt)
        yield Form(text, " ".join(spelt), tuple(filter(None, needs)), sum(map(_given, words)))


def _kind(word: str) -> str:
    return word[1:-1] if word.startswith("<") and word.endswith(">") else ""


def _spelt(word: str, kinds: Mapping[str, WordKind]) -> str:
    name = _kind(word)
    return "/".join(kinds[name].words) if name in kinds else word


def _alternatives(word: str) -> list[str]:
    """The words of which one must be typed for a word of a form; none where any will do."""
    if word == MORE or "*" in word or "=" in word:
        return []
    return [_number(each) for each in (word.split("/") if word != "/" else ["/"])]


@lru_cache(maxsize=4000)
def _look(form: str) -> re.Pattern[str]:
    parts = form.split()
    words = rf" (?:[{BEGINS},] )?".join(_looks(parts))
    before = r"(?:^| )" if parts[0] == MORE else rf"(?:^| )\{BEGINS} "
    return re.compile(before + words + (r"(?= |$)" if parts[-1] == MORE else "$"))


def put(text: str) -> str:
    """What is typed as forms look at it: its words, with a mark where what is predicted may begin."""
    sentences = [
        _with_commas(part) for part in re.split(r"[.?!:;]\s", ASIDE.sub(" ", about_the_target(text)))
    ]
    is_short = sum(map(len, sentences)) <= SHORT
    return " ".join(word for sentence in sentences for word in _marked(sentence, begins=is_short))


def forms_of(texts: tuple[str, ...], vocabulary: Mapping[str, WordKind]) -> tuple[Form, ...]:
    """The forms that are written so, with words of the kinds in a vocabulary."""
    return _forms(texts, tuple(vocabulary.values()))


@lru_cache(maxsize=64)
def _forms(texts: tuple[str, ...], vocabulary: tuple[WordKind, ...]) -> tuple[Form, ...]:
    kinds = {kind.name: kind for kind in vocabulary}
    return tuple(form for text in texts for form in _written_so(text, kinds))


def best_form(forms: Sequence[Form], said: str) -> Form | None:
    """The form that fits with the most words; None where none does."""
    words = set(said.split())
    fitting = (form for form in forms if _is_there(form, words) and _look(form.spelt).search(said))
    return max(fitting, key=lambda form: form.given, default=None)


def words_in(forms: Iterable[Form]) -> Iterator[str]:
    """All words that are spelt in forms."""
    for form in forms:
        for word in form.spelt.split():
            yield from _alternatives(word)


def _is_there(form: Form, words: set[str]) -> bool:
    return all(not words.isdisjoint(each) for each in form.needs)


def _with_commas(text: str) -> list[str]:
    """The words of a text, with its commas and slashes where they part words."""
    parts = PARTING.split(text)
    return [word for part in parts if part for word in ([part] if part in (",", "/") else split(part))]


def _marked(words: Iterable[str], *, begins: bool) -> Iterable[str]:
    for word in words:
        if begins and word not in FILLERS:
            yield BEGINS
            begins = False
        yield _number(word)
        begins = begins or word in ASKS


def _looks(parts: Iterable[str]) -> Iterator[str]:
    is_first = True
    for word in parts:
        if word == "*" and is_first:
            is_first = False
            yield r"([a-z0-9#]+)"
        elif word != MORE:
            yield _looks_like(word)


def _looks_like(word: str) -> str:
    if word == "*":
        return r"[a-z0-9#]+"
    if word == "*s":
        return r"[a-z0-9]+[^suia ]s"
    if word.startswith("*"):
        return rf"[a-z0-9]+{re.escape(word[1:])}"
    if word.endswith("="):
        return rf"{re.escape(word[:-1])}\1"
    if "/" in word and word != "/":
        return f"(?:{'|'.join(map(re.escape, word.split('/')))})"
    return re.escape(_number(word))


def _number(word: str) -> str:
    return NUMBER if word.isdigit() else word


def _given(word: str) -> float:
    return 0.0 if word == "*" else SUFFIX if word.startswith("*") else 1.0
