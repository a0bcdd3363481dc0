"""Keras with an audit hooked into it: every model that a program fits is judged once, on its first batch."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from typing import Any
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.report.streams import say
from lossadvisor.rulebook.loading import load

from .audit import first_batch, is_batched, report
from .records import AuditReport
from .sites import Site, caller

KERAS = "keras"
ROWS = 32


class Stopped(BaseException):
    """The first batch has been judged, and nothing more was asked for."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in the place of a traceback."""
        return ["stopped, as the first batch has been judged"]


class Hooks:
    """What is hooked into Keras, from when the program imports it until `removed`.

    `tell` is called with each report; with `stop_at_fit` the program ends after the first.
    """

    def __init__(self, tell: Callable[[AuditReport], object], *, stop_at_fit: bool = False) -> None:
        self.judged: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()
        self._compiled: WeakKeyDictionary[Any, Site] = WeakKeyDictionary()
        self._tell, self._stops = tell, stop_at_fit
        self._originals: dict[str, Any] = {}
        self._busy = False

    def install(self) -> None:
        """Hook into Keras, now if the program has it already, else as soon as it imports it."""
        if KERAS in sys.modules:
            self._hook(sys.modules[KERAS])
        else:
            sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        """Where Python asks for Keras, it is where it always is, and hooked into once it is loaded."""
        if name != KERAS or self._busy:
            return None
        self._busy = True
        try:
            spec = find_spec(name)
        finally:
            self._busy = False
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def executed(module: Any) -> None:
                execute(module)
                self._hook(module)

            spec.loader.exec_module = executed  # type: ignore[method-assign]
        return spec

    def removed(self) -> None:
        """Take out of Keras what was hooked into it."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        model = getattr(sys.modules.get(KERAS), "Model", None)
        for name in self._originals if model is not None else ():
            delattr(model, name)
        self._originals.clear()

    def _hook(self, keras: Any) -> None:
        ways = {"compile": self._compile, "fit": self._fit}
        ways |= dict.fromkeys(("evaluate", "train_on_batch"), self._with_data)
        for name, way in ways.items():
            self._originals[name] = original = getattr(keras.Model, name)
            setattr(keras.Model, name, wraps(original)(way(original)))

    def _compile(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def compile(model: Any, *given: Any, **named: Any) -> Any:
            found = original(model, *given, **named)
            self._compiled[model] = caller()
            self.judged.pop(model, None)
            return found

        return compile

    def _fit(self, original: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(original)

        def fit(model: Any, *given: Any, **named: Any) -> Any:
            here = caller()
            try:
                bound = signature.bind(model, *given, **named).arguments
            except TypeError:  # as Keras says it
                return original(model, *given, **named)
            if self.judged.get(model) or not getattr(model, "compiled", False):
                return original(model, *given, **named)
            bound["callbacks"] = _with(self._callback(model, here), bound.get("callbacks"))
            try:
                return original(bound.pop("self"), **bound)
            except Exception:
                self._judge(model, bound, here, failed=True)
                raise

        return fit

    def _with_data(self, original: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(original)

        def with_data(model: Any, *given: Any, **named: Any) -> Any:
            try:
                bound = signature.bind(model, *given, **named).arguments
            except TypeError:
                bound = {}
            inside = "_use_cached_eval_dataset" in (bound.get("kwargs") or {})
            if bound and not inside and getattr(model, "compiled", False):
                self._judge(model, bound, caller())
            return original(model, *given, **named)

        return with_data

    def _callback(self, model: Any, here: Site) -> Any:
        """A callback that judges the model on the first batch of fit()."""
        from .callback import Audit

        return Audit(lambda found: self._told(model, found), compiled=self._compiled.get(model, here))

    def _judge(self, model: Any, given: dict[str, Any], here: Site, *, failed: bool = False) -> None:
        """Judge a model on arrays that it was given, where it has not been judged yet.

        A dataset is asked for batches only if training on it has `failed`, which then misses none.
        """
        from .callback import data_given

        if self.judged.get(model):
            return
        data, x = data_given(given), given.get("x")
        if data.labels is None and not (failed and is_batched(x)):
            return
        try:
            batch, labels, whole = first_batch(x, given.get("y"), given.get("batch_size") or ROWS)
            data = replace(data, labels=labels, whole=whole)
            found = report(load(None), model, batch, data, self._compiled.get(model, here), here)
        except Exception as error:  # whatever a class of the program raises
            if not isinstance(error, AdvisorError):
                say(f"audit: the model could not be judged ({type(error).__name__})")
            return
        self._told(model, found)

    def _told(self, model: Any, found: AuditReport) -> None:
        self.judged[model] = True
        self._tell(found)
        if self._stops:
            raise Stopped


def _with(callback: Any, given: Any) -> Any:
    """The callbacks of a program with one more."""
    if hasattr(given, "append") and not isinstance(given, list):  # a CallbackList is the program's own
        given.append(callback)
        callback.set_model(given.model)
        return given
    if given is None:
        return [callback]
    return [*given, callback] if isinstance(given, (list, tuple)) else [given, callback]
