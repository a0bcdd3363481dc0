"""What somebody typed, word by word: what each word is alike to, and how much it says about the target.

British and American spelling, plurals and endings make no difference, and one number is like another.
In `house price` the last noun says most; in `the price of a house` the noun before the first preposition;
in a longer text what follows `predict` and its like; little what follows `from`, `using` and `instead of`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

MOST_TYPED = 600  # letters that are looked at
SENTENCE = 8  # words from which a text is looked at as a sentence
WINDOW = 9  # words after a verb such as `predict` that tell what is predicted
HEAD, NEAR, AROUND, AFTER, SOURCE, DENIED = 1.5, 1.4, 0.7, 0.8, 0.5, 0.2
DENIES_NEXT = 3  # words that `not` and `instead of` reach
# Words that say nothing on their own; in a phrase that is there as a whole they count.
_COMMON = """
a about actually add after again all also always am an and any anyone are array as ask at based basically be
because been before being best but by can case close column columns confused confusing csv data dataset do
does doing done during each end error even every everyone example feature features few first following for
frame from get give given go goal going good got guess had has have having hello help here hi how however i
idea if in input inputs instead into is it its just keras kind know knows last layer layers learn learning
least let like list look looks loss lot made main make makes many me mean mine model models most much must
my need needs network networks neural new no node nodes not now numpy of off ok on one only or other our out
output outputs over pandas per please possible predict predicted predicting prediction predictions
predictive probably problem project question quite re really right row rows sample samples say says scratch
see seem seems set shape should show sit so some somehow something still such sure take tell tensor
tensorflow than thank thanks that the their them then there these they thing things think this those through
to together too train trained training tried try trying two up use used useful user using value values
variable variables various ve vector very want wants was way we well were what whatever when where whether
which while whom whose why will with within work working works would you your
"""
NUMBER = "#"
_BEFORE = """
of in from for at on per with by given during based using between over after inside within about
"""
_FROM = """
from using given based via through
"""
_DENY = """
not no without instead rather dont doesnt isnt never cannot cant
"""
_SEEK = """
predict forecast estimate detect classify recognize identify output determine guess tell know find get label
target decide rank count assign want calculate infer measure regress segment goal
"""
ENDINGS = (
    (re.compile(r"([lmvbdni])our"), r"\1or"),
    (re.compile(r"is(e|ed|ing|er|ation)$"), r"iz\1"),
    (re.compile(r"yse(d|s)?$"), r"yze\1"),
    (re.compile(r"ll(ed|ing|er)$"), r"l\1"),
    (re.compile(r"(?<=.{2})tre$"), "ter"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"aem"), "em"),
    (re.compile(r"grey"), "gray"),
)
_FUNCTION = "(?:sigmoid|softmax|relu|linear|mse|mae|tanh)"
ABOUT_THE_NETWORK = re.compile(
    r"\b(?:(?:how many|number of) (?:output )?(?:neurons?|units?|nodes?|outputs?|layers?|epochs?)"
    r"(?: in the (?:last|output) layer)?"
    r"|(?:what|which)(?: \w+)? (?:loss|losses|activations?|metrics?|optimizer|layer)(?: functions?)?"
    rf"|{_FUNCTION}(?: or| and| vs) {_FUNCTION})\b"
)
_SPELT = re.compile("|".join(ending.pattern for ending, _ in ENDINGS))
_WORDS = re.compile(r"[a-z]+[0-9]*|[0-9]+[a-z]*")


class Word(Struct, frozen=True):
    """A typed word: as it is written, what it is alike to, and how much it says."""

    text: str
    stem: str
    says: float = 1.0


def stems_of(text: str) -> tuple[str, ...]:
    """What the words of a text are alike to, in their order."""
    return tuple(map(stemmed, split(text)))


def typed_words(text: str) -> tuple[Word, ...]:
    """The words of a text, each with how much it says about the target."""
    words = [Word(each, stemmed(each)) for each in split(about_the_target(text))]
    says = _in_sentence(words) if len(words) >= SENTENCE else _in_phrase(words)
    return tuple(
        Word(word.text, word.stem, said * denied)
        for word, said, denied in zip(words, says, _denied(words), strict=True)
    )


def about_the_target(text: str) -> str:
    """A text in small letters without what it asks about the network, such as how many neurons it takes."""
    return ABOUT_THE_NETWORK.sub(" ", text[:MOST_TYPED].lower())


def is_common(stem: str) -> bool:
    """Whether a word says nothing on its own."""
    return stem in COMMON


@lru_cache(maxsize=20_000)
def stemmed(word: str) -> str:
    """What is left of a word without the spelling of one country, its plural and its ending."""
    if word.isdigit():
        return word if word in ("0", "1") else NUMBER
    if _SPELT.search(word):
        for ending, instead in ENDINGS:
            word = ending.sub(instead, word)
    word = _singular(word)
    for last in ("ing", "ed", "ly"):
        if len(word) > len(last) + 3 and word.endswith(last):
            word = _undoubled(word.removesuffix(last))
            break
    return word.removesuffix("e") if len(word) > 3 else word


def split(text: str) -> list[str]:
    """The words of a text in small letters and without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORDS.findall(text.lower().replace("'", ""))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word


def _undoubled(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word


def _in_phrase(words: Sequence[Word]) -> list[float]:
    """How much the words of a few say: the noun that the others tell more about says most."""
    says, weight = [1.0] * len(words), 1.0
    head = None
    for place, word in enumerate(words):
        if word.text in PREPOSITIONS and place:
            if weight == 1.0:
                head = place - 1
            weight = SOURCE if word.text in SOURCES else min(weight, AFTER)
        says[place] = weight
    if words:
        says[len(words) - 1 if head is None else head] = HEAD
    return says


def _in_sentence(words: Sequence[Word]) -> list[float]:
    """How much the words of a sentence say: most those after a verb that asks for a target."""
    says, left, is_source = [AROUND] * len(words), 0, False
    for place, word in enumerate(words):
        if word.stem in SEEKING:
            left, is_source = WINDOW, False
        elif word.text in SOURCES:
            is_source = True
        says[place] = SOURCE if is_source else NEAR if left > 0 else AROUND
        left -= 1
        is_source = is_source and left > -WINDOW
    return says


def _denied(words: Sequence[Word]) -> Iterator[float]:
    """What is left of each word: little of one that follows `not`, `without` or `instead of`."""
    left = 0
    for place, word in enumerate(words):
        yield DENIED if left > 0 and not is_common(word.stem) else 1.0
        left -= 0 if word.stem in ("of", "the", "a", "than") else 1
        if word.text in DENIALS and (not place or words[place - 1].text != "or"):
            left = DENIES_NEXT


PREPOSITIONS, SOURCES, DENIALS = (frozenset(words.split()) for words in (_BEFORE, _FROM, _DENY))
COMMON = frozenset(stemmed(word) for word in _COMMON.split()) | {NUMBER, "0", "1"}
SEEKING = frozenset(stemmed(word) for word in _SEEK.split())
