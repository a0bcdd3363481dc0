"""Which lines of a list are meant by words that somebody typed, the best first.

A word counts for more the fewer lines know it and the more it says where it stands; a phrase that is there
as a whole counts for more than its words, and takes them from other lines. Words may come in any order and
number, with hyphens or without, and be misspelt by a letter.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .forms import Form, best_form, put, words_in
from .wording import Word, is_common, split, stemmed, stems_of, typed_words

# How much a line's own texts count: its names, the words given for it, and all else that it says.
NAMED, GIVEN, SAID = 2.2, 2.0, 0.5
EXACT = 1.5  # how much more it counts where nothing but the phrase is typed
EACH_MORE = 0.4  # how much more each further word of a whole phrase makes it count
BEGUN, STEMMED, MISSPELT, LONGER = (
    0.9,
    0.8,
    0.75,
    0.35,
)  # how well a word fits that is no exact one; a known word fits a longer one less
COMPOUND = 4  # letters from which a known word may end another: a wheelchair is a chair and no wheel
INFLECTED = 0.9  # how well a word fits one of the same stem in another number or tense
FITS = 0.8  # of two words that one may be a misspelling of the other
SHORT = 5  # letters below which a word is not taken for another one misspelt
LEAST = 0.15  # of the best line's score, below which a line is not listed
COMMONLY = 0.4  # of its rarity that a common word is worth
TAKEN = 0.6  # of its worth that a word has for a line which does not know the whole phrase it stands in
BETWEEN = 2  # words that may stand between those of a phrase
FORM, FORM_WORD = 6.0, 1.5  # what a fitting form is worth, and each of its words besides
_PARTS = re.compile(r"[,;/]")
VOWELS = frozenset("aeiouy")
FADES = 0.75  # what the next best word of a line counts, of the one before it


class Searched(Struct, frozen=True):
    """The texts of one line: names, words given for it, what else it says, and how one asks for it."""

    names: tuple[str, ...]
    given: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()


class Found(Struct, frozen=True):
    """A line that is meant: its place in the list, how well it fits, and the phrase that says so."""

    place: int
    score: float
    by: str


class Phrase(Struct, frozen=True):
    line: int
    text: str
    words: tuple[str, ...]
    spelt: frozenset[str]
    weight: float


class _Met(Struct, frozen=True):
    """The typed words, by number, that stand for one word of a phrase, and how well."""

    fit: float
    numbers: tuple[int, ...]


class Index:
    """The phrases of all lines by their words."""

    def __init__(self, lines: Sequence[Searched]) -> None:
        self.lines = len(lines)
        self.phrases = [each for place, line in enumerate(lines) for each in _phrases(place, line)]
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            for word in set(phrase.words):
                self.by_word[word].append(number)
        self.joined = {"".join(each.words): each.words for each in self.phrases if len(each.words) > 1}
        self.words = sorted(self.by_word)
        self.spelt = frozenset(word for line in lines for word in words_in(line.forms))
        self.rarity = _rarity(self.phrases, self.lines)
        self._alike: dict[tuple[str, bool], dict[str, float]] = {}

    def alike(self, word: Word, *, is_last: bool) -> dict[str, float]:
        """The known words that a typed one may stand for, and how well it fits each."""
        key = (word.text, is_last)
        if key not in self._alike:
            self._alike[key] = dict(self._fits(word, is_last=is_last))
        return self._alike[key]

    def _fits(self, word: Word, *, is_last: bool) -> Iterator[tuple[str, float]]:
        stem, is_known = word.stem, word.stem in self.by_word
        if not is_known and word.text not in self.spelt and len(word.text) >= SHORT:
            for other, _, _ in process.extract(
                stem, self.words, scorer=OSA.normalized_similarity, score_cutoff=FITS, limit=5
            ):
                yield other, MISSPELT if _is_slip(stem, other) else LONGER
        yield from self._beginnings_of(stem, LONGER if is_known else STEMMED)
        if len(stem) >= SHORT or (is_last and len(word.text) > 1):
            fit = LONGER if is_known else BEGUN if is_last else STEMMED
            for other in self._beginning(stem if len(stem) >= SHORT else word.text):
                yield other, fit
        if is_known:
            yield stem, 1.0

    def _beginnings_of(self, stem: str, fit: float) -> Iterator[tuple[str, float]]:
        """The known words with which a longer one begins; of two in one word the last says what it is."""
        for end in range(SHORT, len(stem)):
            start, rest = stem[:end], stem[end:]
            if start in self.by_word:
                is_compound = len(rest) >= COMPOUND and rest in self.by_word
                yield start, min(fit, LONGER) if is_compound else fit
                if is_compound:
                    yield rest, fit

    def _beginning(self, start: str) -> Iterator[str]:
        for place in range(bisect_left(self.words, start), len(self.words)):
            if not self.words[place].startswith(start):
                return
            yield self.words[place]


def ranked(lines: Sequence[Searched], typed: str) -> list[Found]:
    """The lines that `typed` fits, best first; the order of the list decides where two fit alike."""
    index = indexed(tuple(lines))
    words = typed_words(typed)
    met = _met(index, words)
    worth: dict[int, dict[int, float]] = defaultdict(dict)
    best: dict[int, tuple[float, str]] = {}
    scores = list(_scores(index, words, met))
    taken = _taken(scores)
    for phrase, value in scores:
        if (total := sum(value.values())) > best.get(phrase.line, (0.0, ""))[0]:
            best[phrase.line] = (total, phrase.text)
        line = worth[phrase.line]
        for number, each in value.items():
            line[number] = max(line.get(number, 0.0), each)
    asked = _asked(lines, typed, is_unknown=not worth and not any(is_common(word.stem) for word in words))
    found = [
        Found(
            line,
            _total(line, worth.get(line, {}), taken) + asked.get(line, (0.0, ""))[0],
            best[line][1] if line in best else asked[line][1],
        )
        for line in sorted({*worth, *asked})
    ]
    top = max((each.score for each in found), default=0.0)
    fitting = [each for each in found if each.score > 0 and each.score >= LEAST * top]
    return sorted(fitting, key=lambda each: -each.score)


def _asked(lines: Sequence[Searched], typed: str, *, is_unknown: bool) -> dict[int, tuple[float, str]]:
    """The lines whose forms fit how a question is put: what that is worth, and the form.

    A form without a word of its own is for what is all unknown.
    """
    said = put(typed)
    forms = ((place, best_form(line.forms, said)) for place, line in enumerate(lines))
    return {
        place: (FORM + FORM_WORD * form.given, form.text)
        for place, form in forms
        if form and (form.given or is_unknown)
    }


@lru_cache(maxsize=16)
def indexed(lines: tuple[Searched, ...]) -> Index:
    return Index(lines)


def _is_slip(typed: str, known: str) -> bool:
    """Whether a word is likely another one misspelt: a consonant for another is rather another word."""
    others = [pair for pair in zip(typed, known, strict=False) if pair[0] != pair[1]]
    return len(typed) != len(known) or len(others) != 1 or bool(VOWELS.intersection(others[0]))


def _phrases(place: int, line: Searched) -> Iterator[Phrase]:
    for texts, weight in ((line.names, NAMED), (line.given, GIVEN), (line.said, SAID)):
        for text in texts:
            for part in _PARTS.split(text):
                if words := stems_of(part):
                    yield Phrase(place, part.strip(), words, frozenset(split(part)), weight)


def _rarity(phrases: Iterable[Phrase], lines: int) -> dict[str, float]:
    """What each word is worth: much where one line knows it, little where most do."""
    known = {(word, phrase.line) for phrase in phrases if phrase.weight > SAID for word in phrase.words}
    known |= {(word, -1) for phrase in phrases for word in phrase.words} - {(word, -1) for word, _ in known}
    counts = Counter(word for word, _ in known)
    return {
        word: math.log(1 + lines / count) * (COMMONLY if is_common(word) else 1)
        for word, count in counts.items()
    }


def _met(index: Index, words: Sequence[Word]) -> dict[str, _Met]:
    """For each known word the typed words that stand for it best."""
    met: dict[str, _Met] = {}
    worth: dict[str, float] = {}

    def take(known: str, fit: float, numbers: tuple[int, ...]) -> None:
        value = fit * max(words[number].says for number in numbers)
        if value > worth.get(known, 0.0):
            worth[known], met[known] = value, _Met(fit, numbers)

    for number, word in enumerate(words):
        for known, fit in index.alike(word, is_last=number == len(words) - 1).items():
            take(known, fit, (number,))
        for known in index.joined.get(word.text, ()):
            take(known, 1.0, (number,))
    for number, (one, other) in enumerate(pairwise(words)):
        if (known := stemmed(one.text + other.text)) in index.by_word:
            take(known, 1.0, (number, number + 1))
    return met


def _scores(
    index: Index, words: Sequence[Word], met: Mapping[str, _Met]
) -> Iterator[tuple[Phrase, dict[int, float]]]:
    """For each phrase that shares a word with the typed ones: what they are worth by it, by their numbers."""
    joined = "".join(word.stem for word in words)
    for number in sorted({number for word in met for number in index.by_word[word]}):
        phrase = index.phrases[number]
        if value := _score(index, phrase, words, met, is_all="".join(phrase.words) == joined):
            yield phrase, value


def _score(
    index: Index, phrase: Phrase, words: Sequence[Word], met: Mapping[str, _Met], *, is_all: bool
) -> dict[int, float]:
    fits = [(word, met[word]) for word in phrase.words if word in met]
    is_whole = _is_whole(phrase, fits)
    all_of_it = sum(index.rarity[word] for word in phrase.words)
    share = sum(index.rarity[word] * each.fit for word, each in fits) / all_of_it
    factor = 1 + EACH_MORE * (len(phrase.words) - 1) if is_whole else share**1.5
    factor *= phrase.weight * (EXACT if is_all else 1)
    found: dict[int, float] = {}
    for word, each in fits:
        if is_whole or not is_common(word):
            for number in each.numbers:
                value = index.rarity[word] * each.fit * factor * words[number].says / len(each.numbers)
                value *= 1 if words[number].text in phrase.spelt else INFLECTED
                found[number] = max(found.get(number, 0.0), value)
    return found


def _is_whole(phrase: Phrase, fits: Sequence[tuple[str, _Met]]) -> bool:
    """Whether all words of a phrase are there, near to each other; common ones in their order."""
    if len(fits) < len(phrase.words) or any(each.fit < MISSPELT for _, each in fits):
        return False
    numbers = [number for _, each in fits for number in each.numbers]
    if all(is_common(word) for word in phrase.words):
        return all(0 <= other - one <= 1 for one, other in pairwise(numbers))
    return max(numbers) - min(numbers) < len(numbers) + BETWEEN


def _taken(scores: Iterable[tuple[Phrase, dict[int, float]]]) -> dict[int, set[int]]:
    """The lines that know a whole phrase of several typed words, for each of these words."""
    taken: dict[int, set[int]] = defaultdict(set)
    for phrase, value in scores:
        if len(phrase.words) > 1 and len(value) == len(set(phrase.words)) and phrase.weight > SAID:
            for number in value:
                taken[number].add(phrase.line)
    return taken


def _total(line: int, worth: Mapping[int, float], taken: Mapping[int, set[int]]) -> float:
    """What all typed words are worth for a line, the best first and each further one for less."""
    values = (value * (1 if line in taken.get(number, {line}) else TAKEN) for number, value in worth.items())
    return sum(value * FADES**place for place, value in enumerate(sorted(values, reverse=True)))
