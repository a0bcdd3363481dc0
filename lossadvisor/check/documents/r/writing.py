"""A program of R written in Python, statement by statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from keyword import iskeyword
from typing import TYPE_CHECKING

from msgspec import Struct

from lossadvisor.check.reports import Remark
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import UNREAD

from .calls import Maker, handed_over, makers, matched
from .code import Code, Written, joined, listed
from .comments import commented
from .special import MODEL, SPECIAL, TENSOR
from .tree import Argument, arguments, inside, literal, name, operator, place, root, text

if TYPE_CHECKING:
    from tree_sitter import Node

PIPES = ("|>", "%>%")
TO_LEFT = ("<-", "=", "<<-")
TO_RIGHT = ("->", "->>")
SHAPES = ("shape", "input_shape", "target_shape", "batch_shape", "validation_data")
SILENT = ("library", "require", "suppressPackageStartupMessages", "set.seed", "install.packages", "rm")
UNKNOWN = Code(f"{UNREAD}()")
DEEPER = "compile() in a function, a loop or a condition of R, which is not followed; compile() outside is"


class Value(Struct, frozen=True):
    """What a piece of R gives, and whether that is a model to add layers to, or a tensor."""

    code: Code
    kind: str = ""


class Program(Struct):
    """Its lines in Python, what is not followed, and the functions of the R package that are `used` in it."""

    lines: list[Written]
    remarks: list[Remark]
    used: frozenset[str] = frozenset()


def written(source: str, lines: list[str], taken: Container[str] = ()) -> Program:
    """The program `source` in Python, without variables named as in `taken`.

    Raises Unreadable where it is no R.
    """
    tree = root(source)
    writer = Writer(lines, taken)
    writer.own = {name(each.children[0]) for each in inside(tree) if _defines(each)}
    for each in tree.named_children:
        writer.statement(each)
    made = commented(writer.lines, tree, lines)
    used = {text(each) for each in inside(tree) if each.type == "identifier"} & makers().keys()
    return Program(made, writer.remarks, frozenset(used))


def _defines(node: Node) -> bool:
    return operator(node) in TO_LEFT and node.children[-1].type == "function_definition"


class Writer:
    def __init__(self, lines: list[str], taken: Container[str] = ()) -> None:
        self.source, self.taken = lines, taken
        first = Place(1, 1, 1, 1)
        self.lines = [Written(Code("import keras"), first)]
        self.remarks: list[Remark] = []
        self.own: set[str] = set()  # functions of the program
        self.names = {"keras": "keras"}  # which the package exports
        self.used = {"keras"}  # names in Python
        self.alike = Counter[str]()  # how many names would be the same there
        self.kinds: dict[str, str] = {}

    def place(self, node: Node) -> Place:
        return place(node, self.source)

    def say(self, parts: list[Code | str], node: Node) -> None:
        """One more line, for a piece of R."""
        at = self.place(node)
        self.lines.append(Written(joined(parts), at))

    def kept(self, code: Code, node: Node, kind: str) -> Value:
        """A value under a name that the program does not have."""
        made = f"r_{len(self.lines)}_"
        self.say([f"{made} = ", code], node)
        return Value(Code(made), kind)

    def variable(self, said: str) -> str:
        """The name of a variable in Python, that of no other."""
        if said not in self.names:
            made = re.sub(r"\W", "_", said)
            made = f"{made}_" if iskeyword(made) or made in ("keras", UNREAD) or not made else made
            plain = made
            while made in self.used or made in self.taken:
                self.alike[plain] += 1
                made = f"{plain}_{self.alike[plain]}"
            self.names[said] = made
            self.used.add(made)
        return self.names[said]

    def statement(self, node: Node) -> None:
        sign = operator(node)
        if node.type == "comment":
            return
        if sign in (*TO_LEFT, *TO_RIGHT):
            target, value = (node.children[0], node.children[-1])[:: 1 if sign in TO_LEFT else -1]
            self.assigned(target, value, node)
        elif node.type in ("call", "binary_operator", "extract_operator") and sign in ("", *PIPES):
            self.expression(node)
        else:
            self.unfollowed(node)

    def assigned(self, target: Node, value: Node, node: Node) -> None:
        said = name(target) if target.type == "identifier" else ""
        if not said or value.type == "function_definition":
            self.unfollowed(node)
            return
        if value.type == "call" and name(value.children[0]) == "import":
            given = arguments(value)
            what = literal(given[0].value) if given else None
            if what and what.text == "'keras'":
                self.say([f"import keras as {self.imported(said)}"], node)
                return
        found = self.value(value)
        made = self.variable(said)
        self.kinds[made] = found.kind
        if found.code.text != made:
            self.say([f"{made} = ", found.code], node)

    def imported(self, said: str) -> str:
        self.names[said] = "keras" if said == "keras" else self.variable(said)
        return self.names[said]

    def expression(self, node: Node) -> None:
        if node.type == "call" and name(node.children[0]) in SILENT:
            return
        before = len(self.lines)
        found = self.value(node)
        if len(self.lines) == before or "(" in found.code.text:
            self.say([found.code], node)

    def unfollowed(self, node: Node) -> None:
        """What is not followed: the variables in it may be anything afterwards."""
        mentioned = {text(each) for each in inside(node) if each.type == "identifier"}
        for said in sorted(each for each in mentioned if each in self.names):
            self.kinds[self.variable(said)] = ""
            self.say([f"{self.variable(said)} = {UNREAD}()"], node)
        for each in inside(node):
            if each.type == "call" and name(each.children[0]) == "compile":
                self.remarks.append(Remark(each.start_point[0] + 1, DEEPER))

    def value(self, node: Node) -> Value:
        """What a piece of R gives; what must happen before is written first."""
        found = literal(node)
        if found:
            return Value(found.of(self.place(node)))
        sign = operator(node)
        if sign in PIPES:
            return self.piped(node)
        if node.type == "identifier":
            return self.named(node)
        if node.type == "extract_operator" and text(node.children[1]) == "$":
            return self.member(node)
        if node.type == "parenthesized_expression" and len(node.named_children) == 1:
            return self.value(node.named_children[0])
        if node.type == "call":
            return self.called(node, arguments(node), None)
        self.unfollowed(node)
        return Value(UNKNOWN)

    def named(self, node: Node) -> Value:
        said = name(node)
        if said not in self.names:
            of_keras = "" if said in self.own else handed_over(said)
            return Value((Code(f"keras.{of_keras}") if of_keras else UNKNOWN).of(self.place(node)))
        made = self.variable(said)
        return Value(Code(made).of(self.place(node)), self.kinds.get(made, ""))

    def member(self, node: Node) -> Value:
        base, last = self.value(node.children[0]), text(node.children[-1])
        if not last.isidentifier() or iskeyword(last):
            return Value(UNKNOWN)
        kind = TENSOR if last in ("output", "outputs", "input") else ""
        return Value(joined([base.code, f".{last}"]).of(self.place(node)), kind)

    def piped(self, node: Node) -> Value:
        left, right = self.value(node.children[0]), node.children[-1]
        if right.type != "call" or any(text(each.value) in "._" for each in arguments(right)):
            self.unfollowed(right)
            return self.passed(left, right)
        return self.called(right, arguments(right), left)

    def passed(self, given: Value, node: Node) -> Value:
        """What an unknown function makes of a value, which may be changed then."""
        return Value(joined([f"{UNREAD}(", given.code, ")"]).of(self.place(node)))

    def called(self, call: Node, given: list[Argument], piped: Value | None) -> Value:
        function = call.children[0]
        said = name(function)
        if function.type == "extract_operator":
            return self.method(function, call, given)
        if said in self.own or not said:
            return self.unknown(call, given, piped)
        maker = makers().get(said)
        if maker:
            return self.made(maker, call, given, piped)
        special = SPECIAL.get(said)
        found = special(self, call, given, piped) if special else None
        return found or self.unknown(call, given, piped)

    def unknown(self, call: Node, given: list[Argument], piped: Value | None) -> Value:
        parts = [*([piped.code] if piped else []), *(self.value(each.value).code for each in given)]
        return Value(listed(parts, f"{UNREAD}(", ")").of(self.place(call)))

    def method(self, function: Node, call: Node, given: list[Argument]) -> Value:
        """A call of Python by way of reticulate: all is as it is there."""
        owner = self.member(function)
        return Value(joined([owner.code, self.keywords(given)]).of(self.place(call)))

    def keywords(self, given: list[Argument]) -> Code:
        parts = [
            joined([f"{each.name}=", self.argument(each.name, each.value)])
            if each.name.isidentifier() and not iskeyword(each.name)
            else self.value(each.value).code
            for each in sorted(given, key=lambda each: bool(each.name))
        ]
        return listed(parts, "(", ")")

    def argument(self, parameter: str, node: Node) -> Code:
        """What a parameter is given: a shape is a tuple, however R writes it."""
        found = self.value(node).code
        if parameter not in SHAPES or found.text == "None":
            return found
        if found.text.startswith("["):
            return Code(f"({found.text[1:-1]},)", found.spans)
        return joined(["(", found, ",)"]) if found.text.lstrip("-").isdigit() else found

    def made(self, maker: Maker, call: Node, given: list[Argument], piped: Value | None) -> Value:
        """What a function of keras3 makes: a layer is put onto what it is given."""
        if maker.merges:
            return self.merged(maker, call, given, piped)
        whole = [Argument("", call), *given] if piped else given
        found = matched(maker.parameters, whole)
        first = found.pop(maker.parameters[0], None) if found and maker.is_layer else None
        if found is None or {"y_true", "y_pred", "x"} & found.keys():
            return self.unknown(call, given, piped)
        onto = piped if piped else self.value(first.value) if first else None
        code = joined([f"keras.{maker.makes}", self.keywords(self.as_named(found))]).of(self.place(call))
        return Value(code) if onto is None or not maker.is_layer else self.put(code, onto, call)

    def as_named(self, found: dict[str, Argument]) -> list[Argument]:
        return [Argument(parameter, each.value) for parameter, each in found.items()]

    def put(self, layer: Code, onto: Value, call: Node) -> Value:
        if onto.kind == MODEL:
            self.say([onto.code.text, ".add(", layer, ")"], call)
            return onto
        if onto.kind == TENSOR:
            return self.kept(joined([layer, "(", onto.code, ")"]), call, TENSOR)
        return self.passed(onto, call)

    def merged(self, maker: Maker, call: Node, given: list[Argument], piped: Value | None) -> Value:
        if any(each.name for each in given):
            return self.unknown(call, given, piped)
        parts = [*([piped.code] if piped else []), *(self.value(each.value).code for each in given)]
        one = parts[0] if len(parts) == 1 else listed(parts, "[", "]")
        return self.kept(joined([f"keras.{maker.makes}()(", one, ")"]).of(self.place(call)), call, TENSOR)
