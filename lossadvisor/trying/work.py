"""One piece of work: a head is trained on one split from one start. The same record, the same result."""

from __future__ import annotations

import contextlib
import io
import time
import warnings
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from lossadvisor.errors import shown

from .baselines import predicted
from .bodies import body
from .calls import Recorder, call_of
from .features import Features
from .fitting import fitter_for
from .judging import all_finite, all_scores
from .own_bodies import imported
from .pixels import flat, places, thinned
from .programs import Program, program, run
from .records import Job, Problem, Run, Score, Setup
from .splits import Parts, parts
from .thresholds import is_wanted
from .truth import numbered

ASTRAY = "its predictions are nan or infinite: the training went astray"


def done(problem: Problem, setup: Setup, judges: Mapping[str, Score], job: Job) -> Run:
    """What comes out of `job`; a head that fails says so in its run, and no other is held up."""
    cut = parts(problem, setup, job.split)
    features = Features(problem, cut)
    began = time.perf_counter()
    try:
        if job.rival.is_head:
            found = trained(problem, setup, job, cut, features, chooses=chooses(problem, judges))
            if not all_finite(found):
                return Run(job.rival.name, job.split, job.seed, failed=ASTRAY, curves=found.curves)
        else:
            found = _baseline(problem, judges, job, cut, features)
    except Exception as error:  # a head may fail in as many ways as Keras has
        return Run(job.rival.name, job.split, job.seed, failed=f"{type(error).__name__}: {shown(error, 160)}")
    seconds = time.perf_counter() - began
    made = finished(problem, judges, replace(found, seconds=seconds))
    return thinned(made) if problem.target.kind == "pixels" else made


def finished(problem: Problem, judges: Mapping[str, Score], run: Run) -> Run:
    """`run` with what every judge says of its answers and chances.

    Not all pixels are kept, so a run that has been judged by all of them stays as it is.
    """
    if problem.target.kind == "pixels" and run.scores:
        return run
    scores = all_scores(judges.values(), problem.target, run.test, run.answers, run.chances)
    return replace(run, scores=scores)


def trained(
    problem: Problem, setup: Setup, job: Job, cut: Parts, features: Features, *, chooses: bool = False
) -> Run:
    """The printed code, run on the rows of a split over a body that starts from `seed`."""
    import keras

    printed = program(job.rival.code)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of types that a backend makes smaller, which changes no label
        imported(*setup.model)
        keras.utils.set_random_seed(job.seed)
        model = body(setup.model, features.train.shape[1:], by_pixel=problem.target.kind == "pixels")
        names = namespace(problem, cut, features, model)
        run(printed.before, names)
        if setup.epochs:
            names["fit_arguments"]["epochs"] = setup.epochs
        keras.utils.set_random_seed(job.seed)  # the same batches for every head
        history, why = fitted(printed, names, setup, job.seed)
        run(printed.after, names)
        found = replace(read(problem, job, cut, names, history), by_fit=why)
        if not chooses or found.chances is None:
            return found
        known = _chances(job, names, names["model"].predict(names["x_val"], verbose=0))
    return replace(found, val=places(problem.target, cut.val), val_chances=_shares(problem, cut.val, known))


def chooses(problem: Problem, judges: Mapping[str, Score]) -> bool:
    """Whether a threshold is to be chosen: the first judge decides."""
    return is_wanted(problem, next(iter(judges.values())))


def fitted(printed: Program, names: dict[str, Any], setup: Setup, seed: int) -> tuple[Mapping[str, Any], str]:
    """The losses by epoch of what fit() trains, or what is compiled to do the same if the engine is that.

    Where fit() trains in the place of the latter, the second tells why.
    """
    why = ""
    if setup.engine == "compiled":
        model, recorder = names["model"], Recorder()
        names["model"] = recorder
        run(printed.fit, names)
        names["model"] = model
        call = call_of(recorder.given)
        fitter = call if isinstance(call, str) else fitter_for(model, call, setup.model)
        if not isinstance(fitter, str) and not isinstance(call, str):
            history = fitter.fit(model, call, seed)
            names["model"] = fitter.model
            return history, ""
        why = str(fitter)
    run(printed.fit, names)
    return names["history"].history, why


def namespace(problem: Problem, cut: Parts, features: Features, model: Any) -> dict[str, Any]:
    """What the printed code finds: the model without its last layer, and the parts of `x` and `y`."""
    y = problem.target.y
    return {
        "model": model,
        "x_train": features.train, "x_val": features.val, "x_test": features.test,
        "y_train": y[cut.train], "y_val": y[cut.val], "y_test": y[cut.test],
    }  # fmt: skip


def read(problem: Problem, job: Job, cut: Parts, names: dict[str, Any], history: Mapping[str, Any]) -> Run:
    """What a trained model predicts of the rows that judge, read as the printed code reads it."""
    predictions = names["model"].predict(names["x_test"], verbose=0)
    answers = names["answers"] if "answers" in names else names["decode"](predictions)
    chances = _chances(job, names, predictions)
    curves = {
        name: [float(each) for each in history[name]] for name in ("loss", "val_loss") if name in history
    }
    return Run(
        job.rival.name, job.split, job.seed, curves=curves, epochs=len(curves.get("loss", ())),
        test=places(problem.target, cut.test),
        answers=compared(problem, cut.test, answers), chances=_shares(problem, cut.test, chances),
    )  # fmt: skip


def _chances(job: Job, names: Mapping[str, Any], predictions: Any) -> Any:
    """What the rival's expressions make of predictions, one after the other; None without any."""
    import numpy as np

    chances = None
    for expression in job.rival.chances:
        chances = eval(
            expression, {**names, "np": np, "predictions": predictions if chances is None else chances}
        )
    return chances


def compared(problem: Problem, rows: Any, answers: Any) -> Any:
    """Answers as the truth is written for judges."""
    import numpy as np

    target = problem.target
    if target.kind == "pixels":
        return np.searchsorted(target.levels, flat(target, rows, answers)).astype("int16")
    if target.levels:
        return numbered(answers, target.levels)
    made = np.asarray(answers, "float64")
    if target.kind == "numbers":
        return made.reshape(len(made))
    return made.reshape(len(made), -1)


def _shares(problem: Problem, rows: Any, chances: Any) -> Any:
    """Chances of each class, none below 0 and all of a row together 1; of labels each on its own."""
    import numpy as np

    if chances is None:
        return None
    if problem.target.kind == "pixels":
        chances = flat(problem.target, rows, chances, len(problem.target.levels))
    made = np.clip(np.asarray(chances, "float64").reshape(len(chances), -1), 0, 1)
    if problem.target.kind == "labels":
        return made
    if made.shape[1] != len(problem.target.levels):
        return None
    return made / np.maximum(made.sum(axis=1, keepdims=True), 1e-12)


def _baseline(problem: Problem, judges: Mapping[str, Score], job: Job, cut: Parts, features: Features) -> Run:
    answers, chances = predicted(problem, judges, job, cut, features)
    return Run(
        job.rival.name, job.split, job.seed, test=places(problem.target, cut.test),
        answers=answers, chances=chances,
    )  # fmt: skip
