"""Code that chooses the threshold of decode() on labels that did not train, one for each column of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Decoding

FUNCTION = '''def chosen_threshold(y, predictions):
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


def function(decoding: Decoding) -> str:
    """The function that chooses; empty where nothing is chosen."""
    if not decoding.place:
        return ""
    return FUNCTION.replace("{by}", decoding.chosen_by).replace("{place}", decoding.place)


def used(quiet: str = "") -> str:
    """The line that chooses, once the model is trained."""
    return f"threshold = chosen_threshold(y_val, model.predict(x_val{quiet}))"
