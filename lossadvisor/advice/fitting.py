"""The call of fit() in the code to paste: it trains until the part that validates gets no better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .laying import laid

if TYPE_CHECKING:
    from collections.abc import Mapping

STOP_EARLY = """stop_early = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=5, restore_best_weights=True
)"""
TRAINS = {"epochs": "100", "callbacks": "[stop_early]"}


def arguments(said: Mapping[str, object]) -> str:
    """The arguments `said` of fit(), as a name of their own; empty where there are none."""
    listed = [f'"{key}": {value}' for key, value in said.items()]
    return laid(f"fit_arguments = {{{', '.join(listed)}}}") if said else ""


def called(validation: str, weighing: Mapping[str, object]) -> str:
    """The lines that train and stop in time; `weighing` are the arguments that weigh samples."""
    fit = f"model.fit(x_train, y_train, validation_data=({validation}), **fit_arguments)"
    return "\n".join((STOP_EARLY, arguments({**TRAINS, **weighing}), fit))
