"""Texts are plain: short sentences, and none of the words that readers stumbled over."""

from __future__ import annotations

import re

import pytest

from tests.docs.readme import PART
from tests.texts import ROOT, sentences, texts, words

MOST_WORDS = 30
# what must not come back, and what to write
FORBIDDEN = {
    r"\b[Mm]end(?:s|ed|ing)?\b": "fix",
    r"\b[Dd]earer\b": "more expensive",
    r"\b[Hh]onest\b": "calibrated",
    r"\b[Aa]new\b": "again",
    r"\b[Mm]eanwhile\b": "until then",
    r"\b[Nn]obody\b": "no one",
    r"\b[Ss]eldom\b": "rarely",
    r"\b(?:[Uu]nlearn\w*|[Ll]est|[Hh]ence|[Tt]hus|[Uu]pon|[Ww]hilst|[Ss]hall|[Oo]ught)\b": "other words",
    r"\bputs? out\b": "output",
    r"\b(?:can be|cannot be|is|are) told\b": "is known, is reported",
    r"\btells? of\b": "explain",
    r"\bcounts on\b": "relies on",
    r"\bwhat comes of\b": "the effect of",
    r"\b[Ww]ay out\b": "how to fix it",
    r"\bas it were\b|\bso to say\b|\ball the same\b|\b(?:none|all) but\b|\bbut for\b": "other words",
    r"\bthe accuracy string\b": 'the string "accuracy"',
    r"\bhardly any sample\b": "very few samples",
    r"\byes above no\b|\bsplit where yes\b|\bequal shares\?": "the terms of the field",
    r"\b[Tt]he [Ll]east that\b": "the lowest",
    r"\bnothing is known (?:of|about)\b": "is unknown",
    r"\bspeaks against\b": "is wrong with",
    r"\b(?:two|all|several) layers one\b": "a layer less",
    r"\bfrom the truth\b|\bthe truth\b(?! value)": "the labels",
    r"(?<!here )\b(?:is|are|was|were|be) no (?!(?:longer|more|for|or|and|of)\b)[a-z]": "is not a",
    r"(?:^|[.;:] )Where (?:the|a|an|no|some|it|they|nothing|there) [^?]*$": "If",
    r"\b(?:Have|Has) (?:the|a|an|your|all|each|some|it|they)\b[^.?]*\?": "Do … have, Are …",
    r"\w*(?:colour|behaviour|favour|licence|\bcentre[sd]?\b|grey|isation)": "American spelling",
    r"(?:normal|standard|optim|regular|initial|minim|maxim)is(?:e[sd]?|ing)\b": "American spelling",
}
# names in code, and a key of JSON, on which programs rely
KNOWN = re.compile(r"\bcentres\b|\bstandardised-targets\b|^what comes of it$")


def test_texts_are_found():
    places = [place for place, _ in texts()]
    assert len(places) > 3000
    for part in (
        "rules/tasks/",
        "rules/findings.yaml",
        "rules/questions.yaml",
        "lossadvisor/cli/",
        "lossadvisor/check/",
    ):
        assert any(place.startswith(part) for place in places), part


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_text_holds_words_that_readers_stumbled_over(pattern: str):
    found = {place: match[0] for place, text in texts() if (match := re.search(pattern, KNOWN.sub("", text)))}
    assert not found, FORBIDDEN[pattern]


def test_no_sentence_is_long():
    found = {
        place: each for place, text in texts() for each in sentences(text) if len(words(each)) > MOST_WORDS
    }
    assert not found


@pytest.mark.parametrize("file", ["README.md", "rules/README.md"])
def test_no_page_holds_long_sentences_or_such_words(file: str):
    """Prose alone: what the program prints, tables and code are looked at where they come from."""
    prose = _prose((ROOT / file).read_text("utf-8"))
    long = [each for each in sentences(prose) if len(words(each)) > MOST_WORDS]
    assert not long
    found = {match[0]: better for each, better in FORBIDDEN.items() if (match := re.search(each, prose))}
    assert not found


def _prose(text: str) -> str:
    """The sentences of a page."""
    text = re.sub(r"```.*?```", "\n\n", PART.sub("\n\n", text), flags=re.DOTALL)
    text = re.sub(r"`[^`]*`|\]\([^)]*\)|<!--.*?-->", "x", text, flags=re.DOTALL)
    return re.sub(
        r"^(?:\||#).*$", "\n", re.sub(r"^\s*[-*] ", "\n\n", text, flags=re.MULTILINE), flags=re.MULTILINE
    )
