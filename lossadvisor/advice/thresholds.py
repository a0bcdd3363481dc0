"""Code that chooses the threshold of decode() on labels that did not train, one for each column of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .laying import laid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .records import Decoding, HeadAdvice

CHOSEN = "chosen_threshold"
FUNCTION = '''def {called}(y, predictions):
    """For each column the threshold with {by}."""
    chosen = []
    for truth, scores in zip(y.T, predictions.T):
        cuts = np.append(np.unique(scores)[::-1], -np.inf)
        yes = np.sort(scores[truth == 1])
        # how many lie above each cut: of the yes, and of all
        found = len(yes) - np.searchsorted(yes, cuts, side="right")
        called = len(scores) - np.searchsorted(
            np.sort(scores), cuts, side="right"
        )
        chosen.append(cuts[{place}])
    return np.array(chosen)'''


def function(decoding: Decoding, called: str = CHOSEN) -> str:
    """The function that chooses; empty where nothing is chosen."""
    if not decoding.place:
        return ""
    named = FUNCTION.replace("{called}", called)
    return named.replace("{by}", decoding.chosen_by).replace("{place}", decoding.place)


def used(quiet: str = "") -> str:
    """The line that chooses, once the model is trained."""
    return f"threshold = {CHOSEN}(y_val, model.predict(x_val{quiet}))"


def functions(heads: Mapping[str, HeadAdvice]) -> list[str]:
    """The function that chooses for each output of several whose threshold is chosen."""
    return [function(head.decoding, f"{name}_threshold") for name, head in _choosing(heads).items()]


def used_by(heads: Mapping[str, HeadAdvice], quiet: str = "") -> list[str]:
    """The lines that choose for several outputs; one that is not always there has rows without weight."""
    rows = []
    for name, head in _choosing(heads).items():
        part = f'[weights_val["{name}"] > 0]' if head.only_if else ""
        given = f'y_val["{name}"]{part}, guesses["{name}"]{part}'
        rows.append(laid(f'    "{name}": [{name}_threshold({given})],'))
    return [f"guesses = model.predict(x_val{quiet})", "chosen = {", *rows, "}"] if rows else []


def answers(heads: Mapping[str, HeadAdvice], quiet: str = "") -> str:
    """The lines that predict and read the answers of several outputs."""
    read = f"predictions = model.predict(x_test{quiet})\n"
    if not _choosing(heads):
        return read + "answers = {name: decode(predictions[name]) for name, decode in decoders.items()}"
    return (
        read
        + """answers = {
    name: decode(predictions[name], *chosen.get(name, []))
    for name, decode in decoders.items()
}"""
    )


def _choosing(heads: Mapping[str, HeadAdvice]) -> dict[str, HeadAdvice]:
    return {name: head for name, head in heads.items() if head.decoding.place}
