"""In how many bits layers compute: what a program sets for all of them, or for one."""

from __future__ import annotations

from .run import Run
from .values import Constant, Layer, Tensor, Value, constant

POLICY = "keras.config.dtype_policy"  # the name under which the world has what is set for all layers
USUAL = Constant("float32")
NARROW = ("mixed_float16", "float16")
MOST_STEPS = 20


def called(run: Run, path: str, positional: tuple[Value, ...], named: dict[str, Value]) -> Value | None:
    """A policy, or the call that sets it; None for any other function."""
    name = path.rpartition(".")[2]
    given = positional[0] if positional else next(iter(named.values()), None)
    if given is None or not path.startswith("keras."):
        return None
    if name in run.libraries.names("names-precision"):
        return given
    if name in run.libraries.names("sets-precision"):
        run.world.scope(run, 0)[POLICY] = given
        return Constant(None)
    return None


def chosen(run: Run, given: dict[str, Value]) -> None:
    """Let a layer that is made now compute as the program has set it, unless it is told otherwise."""
    policy = run.assigned(POLICY)
    if policy is not None and policy != USUAL and "dtype" not in given:
        given["dtype"] = policy


def is_narrow(run: Run, output: Value) -> bool:
    """Whether the layer with the last activation gives 16 bits, and none after it asks for more."""
    value = output
    for _ in range(MOST_STEPS):
        run.tick()
        step = value.step if isinstance(value, Tensor) else None
        if not isinstance(step, Layer) or constant(step.arguments.get("dtype")) not in NARROW:
            return False
        if run.libraries.does(step.name) not in ("keeps", "reshapes") and not _is_linear(step):
            return True
        value = value.inputs[0] if isinstance(value, Tensor) and value.inputs else Constant(None)
    return False


def _is_linear(step: Layer) -> bool:
    """Whether this is an Activation that leaves numbers as they are."""
    return step.name == "Activation" and constant(step.arguments.get("activation")) == "linear"
