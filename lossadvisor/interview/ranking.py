"""Which lines of a list are meant by words that somebody typed, the best first.

A word counts for more the fewer lines know it, and a phrase that is there as a whole for more than its
words. Words may come in any order and number, with hyphens or without, and be misspelt by a letter.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from rapidfuzz.distance import OSA

MOST_TYPED = 400  # letters that are looked at
# How much a line's own texts count: its names, the words given for it, and all else that it says.
NAMED, GIVEN, SAID = 3.0, 2.0, 0.6
EXACT = 1.2  # how much more it counts where nothing but the phrase is typed
BEGUN, STEMMED, MISSPELT, LONGER = (
    0.9,
    0.85,
    0.75,
    0.4,
)  # how well a word fits that is no exact one; a known word fits a longer one less
FITS = 0.8  # of two words that one may be a misspelling of the other
SHORT = 5  # letters below which a word is not taken for another one misspelt
LEAST = 0.15  # of the best line's score, below which a line is not listed
COMMONLY = 0.4  # of its rarity that a common word is worth
# Words that say nothing on their own; in a phrase that is there as a whole they count.
_COMMON = """
a about after again also an and any are as at be because before best but by can close data dataset do
does during each end every for from get given go good has have here how i if in into is it its just
keras know knows last layer learn like loss made make me model most my need network neural no not now of
on one or other out output over per predict predicting prediction right sample say says set should show
so some still target tell than that the their them then there they this to together train up use used
using value values very want was we what when where whether which while whom whose will with you your
"""
COMMON = frozenset(_COMMON.split())


class Searched(Struct, frozen=True):
    """The texts of one line: what it is called, the words given for it, and what else it says."""

    names: tuple[str, ...]
    given: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


class Found(Struct, frozen=True):
    """A line that is meant: its place in the list, how well it fits, and the phrase that says so."""

    place: int
    score: float
    by: str


class _Typed(Struct, frozen=True):
    """A word that is typed; one that some line `knows` is not misspelt."""

    text: str
    known: bool


class _Phrase(Struct, frozen=True):
    text: str
    words: tuple[str, ...]
    weight: float


def ranked(lines: Sequence[Searched], typed: str) -> list[Found]:
    """The lines that `typed` fits, best first; the order of the list decides where two fit alike."""
    phrases = [list(_phrases(line)) for line in lines]
    rarity = _rarity(phrases)
    words = tuple(_Typed(word, word in rarity) for word in _words(typed[:MOST_TYPED]))
    found = [_found(place, each, words, rarity) for place, each in enumerate(phrases)]
    best = max((each.score for each in found), default=0.0)
    fitting = [each for each in found if each.score > 0 and each.score >= LEAST * best]
    return sorted(fitting, key=lambda each: -each.score)


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents and the s of a plural."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return tuple(_singular(word) for word in re.findall(r"[a-z0-9]+", plain))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word


def _phrases(line: Searched) -> Iterator[_Phrase]:
    for texts, weight in ((line.names, NAMED), (line.given, GIVEN), (line.said, SAID)):
        for text in texts:
            for part in re.split(r"[,;/]", text):
                if words := _words(part):
                    yield _Phrase(part.strip(), words, weight)


def _rarity(phrases: Iterable[Iterable[_Phrase]]) -> dict[str, float]:
    """What each word is worth: much where one line knows it, little where most do."""
    lines = [{word for phrase in each for word in phrase.words} for each in phrases]
    counts = Counter(word for line in lines for word in line)
    return {
        word: math.log(1 + len(lines) / count) * (COMMONLY if word in COMMON else 1)
        for word, count in counts.items()
    }


def _found(
    place: int, phrases: Iterable[_Phrase], typed: tuple[_Typed, ...], rarity: dict[str, float]
) -> Found:
    """How well the phrases of one line fit: for each typed word the best of them, and the best of all."""
    worth: dict[int, float] = {}
    best, by = 0.0, ""
    for phrase in phrases:
        score = _score(phrase, typed, rarity)
        for number, each in score.items():
            worth[number] = max(worth.get(number, 0.0), each)
        if sum(score.values()) > best:
            best, by = sum(score.values()), phrase.text
    return Found(place, sum(worth.values()), by)


def _score(phrase: _Phrase, typed: tuple[_Typed, ...], rarity: dict[str, float]) -> dict[int, float]:
    """What each typed word is worth by this phrase, by its number."""
    fits = {word: _best_fit(word, typed) for word in phrase.words}
    whole = sum(rarity[word] for word in phrase.words)
    met = sum(rarity[word] * fit for word, (fit, _) in fits.items()) / whole
    is_whole = all(fit >= MISSPELT for fit, _ in fits.values())
    longer = 1 + 0.25 * (len(phrase.words) - 1) if is_whole else met
    if "".join(phrase.words) == "".join(each.text for each in typed):
        longer *= EXACT
    found: dict[int, float] = {}
    for word, (fit, numbers) in fits.items():
        if fit and (is_whole or word not in COMMON):
            for number in numbers:
                value = rarity[word] * fit * longer * phrase.weight / len(numbers)
                found[number] = max(found.get(number, 0.0), value)
    return found


def _best_fit(word: str, typed: tuple[_Typed, ...]) -> tuple[float, tuple[int, ...]]:
    """How well the nearest of the typed words fits, and which it is; two that are one here count together."""
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for number, other in enumerate(typed):
        fit = _fit(word, other, is_last=number == len(typed) - 1)
        if fit > best[0]:
            best = (fit, (number,))
    for number, (first, second) in enumerate(pairwise(typed)):
        if best[0] < 1 and first.text + second.text == word:
            best = (1.0, (number, number + 1))
    return best


def _fit(word: str, typed: _Typed, *, is_last: bool) -> float:
    text = typed.text
    if word == text:
        return 1.0
    if is_last and len(text) > 1 and word.startswith(text):
        return LONGER if typed.known else BEGUN
    if min(len(word), len(text)) < SHORT:
        return 0.0
    if word.startswith(text) or text.startswith(word):
        return LONGER if typed.known else STEMMED
    return MISSPELT if not typed.known and OSA.normalized_similarity(word, text) >= FITS else 0.0
