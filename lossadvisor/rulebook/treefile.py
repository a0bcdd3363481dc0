"""The decision tree of a task file, from plain data to forks and leaves.

What is said at a fork holds for everything below it: `because`, `avoid`, `instead` and `sources`
add up, the rest is overridden by what stands nearer to the leaf.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from lossadvisor.errors import shown, suggestion

from .complaints import Complaints
from .facts import UNWRITTEN, Answer
from .heads import Pair
from .leaves import (
    Alternative,
    Avoided,
    Blogged,
    Branch,
    Bundle,
    Change,
    Fork,
    Leaf,
    Nearest,
    Node,
    Overlay,
    SeeAlso,
    Stop,
)
from .meanings import Prose, Release, SettingName, SourceName, told
from .overlays import said
from .questions import Question
from .yamlfile import Trail

T = TypeVar("T")
QUOTE = "'"


class Said(Overlay, frozen=True, kw_only=True):
    """What may be said at any place of a task file, for everything below it."""

    because: Annotated[Prose, told("a reason; names in braces are filled in")] = ""
    avoid: Annotated[
        tuple[Avoided, ...],
        told("a head or a metric that people choose here, and the harm it `shows`"),
    ] = ()
    instead: Annotated[
        tuple[Alternative, ...], told("another sound head, `when` to prefer it and its `price`")
    ] = ()
    blog: Annotated[
        tuple[Blogged, ...], told("the head that the usual table of last layers gives; `try` trains it too")
    ] = ()
    see_also: Annotated[
        tuple[SeeAlso, ...], told("another `task` where people look for the same, and `when` it is better")
    ] = ()
    sources: Annotated[tuple[SourceName, ...], told("where to read more")] = ()
    given: Annotated[dict[SettingName, Change] | None, told("what an answer to a setting changes")] = None
    since: Annotated[
        dict[Release, Change] | None, told('the same from a release of Keras on, such as `"3.16"`')
    ] = None


Inherited = tuple[Said, ...]  # what the nodes on the way have said, from the outside in


def added(known: Inherited) -> dict[str, Any]:
    """What adds up on the way."""
    return {
        "because": tuple(each.because.strip() for each in known if each.because),
        "avoid": tuple(avoided for each in known for avoided in each.avoid),
        "instead": tuple(other for each in known for other in each.instead),
        "blog": tuple(other for each in known for other in each.blog),
        "see_also": tuple(other for each in known for other in each.see_also),
        "sources": tuple(dict.fromkeys(source for each in known for source in each.sources)),
    }


def nearer(known: Inherited) -> dict[str, Any]:
    """What is overridden on the way: of each key, what was said last."""
    found: dict[str, Any] = {}
    for each in known:
        found |= said(each)
        found |= {key: value for key in ("given", "since") if (value := getattr(each, key)) is not None}
    return found


Below: TypeAlias = Annotated[Any, Meta(extra_json_schema={"$ref": "#/$defs/NodeFile"})]  # read one by one


class NodeFile(Said, frozen=True, kw_only=True):
    """A node of the tree: it asks, it recommends, it stops, or it bundles several recommendations."""

    ask: Annotated[str | None, told("a question of `questions.yaml`")] = None
    default: Annotated[Answer | None, told("assumed if there is no answer, and reported")] = None
    then: Annotated[dict[str, Below] | None, told("what follows each answer")] = None
    recommend: Annotated[Pair | None, told("a head, `ACTIVATION with LOSS`")] = None
    stop: Annotated[str | None, told("what to use instead, if no last layer is the answer")] = None
    nearest: Annotated[tuple[Nearest, ...], told("which `task` comes closest then, and what it `loses`")] = ()
    bundle: Annotated[str | None, told("the question that names several heads, each with its own task")] = (
        None
    )
    conditional: Annotated[bool, told("some of these heads count only if another is a yes")] = False


def pair_from(kind: type, value: object) -> object:
    """msgspec's hook for reading a Pair out of text."""
    if kind is not Pair:
        raise NotImplementedError
    return Pair(value if isinstance(value, str) else shown(value))


def converted(plain: object, kind: type[T], complain: Callable[[Trail, str], None]) -> T | None:
    """`plain` as a `kind`; None after a complaint in words where it is not one."""
    if says := _wrong_keys(plain, kind):
        complain((), says)
        return None
    try:
        return msgspec.convert(plain, kind, dec_hook=pair_from)
    except msgspec.ValidationError as error:
        says, _, path = str(error).partition(" - at `")
        complain(_trail(path), f"has the wrong form: {says.replace('`', QUOTE)}")
        return None


def _wrong_keys(plain: object, kind: type) -> str:
    """Which key of `plain` a `kind` does not have, or which of its keys is missing."""
    if not isinstance(plain, dict):
        return ""
    fields = msgspec.structs.fields(kind)
    known = [field.encode_name for field in fields]
    for key in plain:
        if key not in known:
            near = suggestion(str(key), [each for each in known if each not in UNWRITTEN])
            return f"there is no key '{shown(key)}' here{near}"
    missing = [field.encode_name for field in fields if field.required and field.encode_name not in plain]
    return f"the key '{missing[0]}' is missing" if missing else ""


def _trail(path: str) -> Trail:
    """msgspec's `$.avoid[0].head` as a trail."""
    return tuple(
        int(number) if number else name for name, number in re.findall(r"\.([\w-]+)|\[(\d+)\]", path)
    )


class TreeReader:
    """Reads the tree of one task file, complaining about the nodes it cannot make sense of."""

    def __init__(self, file: str, questions: dict[str, Question], complaints: Complaints) -> None:
        self.file = file
        self.questions = questions
        self.complaints = complaints

    def node(self, plain: object, above: Inherited, trail: Trail, where: str) -> Node | None:
        """The fork or leaf at `trail`; None after a complaint."""
        here = converted(plain, NodeFile, lambda below, says: self._complain((*trail, *below), says))
        if here is None:
            return None
        known = (*above, here)
        kinds = [kind for kind in ("ask", "recommend", "stop", "bundle") if getattr(here, kind) is not None]
        if len(kinds) != 1:
            self._complain(trail, "a node needs exactly one of the keys ask, recommend, stop and bundle")
            return None
        if here.ask is not None:
            return self._fork(here, known, trail, where)
        if here.recommend is not None:
            return self._leaf(here.recommend, known, trail, where)
        self.complaints.places(where, self.file, trail)
        about = {"where": where, "because": added(known)["because"], "sources": added(known)["sources"]}
        if here.stop is not None:
            return Stop(stop=here.stop.strip(), nearest=here.nearest, **about)
        return Bundle(bundle=here.bundle or "", conditional=here.conditional, **about)

    def _fork(self, here: NodeFile, known: Inherited, trail: Trail, where: str) -> Fork | None:
        question = self.questions.get(here.ask or "")
        if question is None or question.setting:
            near = suggestion(here.ask or "", (q.name for q in self.questions.values() if not q.setting))
            self._complain((*trail, "ask"), f"there is no question called '{here.ask}'{near}")
            return None
        branches, answers = [], []
        for key, plain in (here.then or {}).items():
            below = (*trail, "then", key)
            limits = self._limits(question, key, below)
            node = self.node(plain, known, below, f"{where} > {question.name}={key}")
            if limits:
                answers.append(limits)
            if limits and node:
                branches.append(replace(limits, node=node))
        if not here.then:
            self._complain(trail, "a question needs answers under 'then'")
        if not branches:
            return None
        self._judge_answers(Fork(ask=question.name, branches=tuple(answers), default=here.default), trail)
        return Fork(ask=question.name, branches=tuple(branches), default=here.default)

    def _limits(self, question: Question, key: str, trail: Trail) -> Branch | None:
        """A branch that takes what `key` says, its node still to come."""
        nothing: Any = None
        if not question.choices and not question.is_number:
            if key == "any":
                return Branch(node=nothing)
            self._complain(trail, f"'{key}' is not 'any', the only branch that {question.name} has")
            return None
        if question.is_number:
            below = re.fullmatch(r"below (\d{1,15})", key)
            above = re.fullmatch(r"(\d{1,15}) and more", key)
            if key == "any":
                return Branch(node=nothing)
            if below:
                return Branch(node=nothing, most=int(below[1]) - 1)
            if above:
                return Branch(node=nothing, least=int(above[1]))
            self._complain(trail, f"'{key}' is not 'any', 'below N' or 'N and more'")
            return None
        choices = tuple(key.split(" or "))
        for choice in choices:
            if choice not in question.choices:
                near = suggestion(choice, question.choices)
                self._complain(trail, f"{question.name} has no choice '{choice}'{near}")
        return Branch(node=nothing, choices=choices)

    def _judge_answers(self, fork: Fork, trail: Trail) -> None:
        default = fork.default
        if default is not None and not any(branch.takes(default) for branch in fork.branches):
            self._complain((*trail, "default"), f"the default '{default}' is not among the answers")
        offers = fork.offers
        for choice in {choice for choice in offers if offers.count(choice) > 1}:
            self._complain(trail, f"'{choice}' is answered twice; the second one is never reached")
        self._judge_numbers(fork, trail)

    def _judge_numbers(self, fork: Fork, trail: Trail) -> None:
        question = self.questions[fork.ask]
        if not question.is_number:
            return
        for later, branch in enumerate(fork.branches):
            lowest = max(branch.least or 0, int(question.least or 0))
            highest = branch.most if branch.most is not None else question.most
            if highest is not None and lowest > highest:
                self._complain(
                    trail,
                    f"'{branch}' is never reached: {question.name} begins at {question.least}",
                )
            elif any(earlier.takes(lowest) for earlier in fork.branches[:later]):
                self._complain(
                    trail,
                    f"'{branch}' is never fully reached; the answers before it take some of it",
                )

    def _leaf(self, pair: Pair, known: Inherited, trail: Trail, where: str) -> Leaf | None:
        keys = nearer(known)
        missing = [key for key in ("units", "labels", "metrics", "data") if key not in keys]
        if missing:
            self._complain(trail, f"'{pair}' lacks {' and '.join(missing)}")
            return None
        self.complaints.places(where, self.file, trail)
        return Leaf(where=where, recommend=pair, **keys, **added(known))

    def _complain(self, trail: Trail, says: str) -> None:
        self.complaints.add(self.file, trail, says)
