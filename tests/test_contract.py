"""What Python relies on stands in one place, and rules without it are told so: nothing is silently wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from lossadvisor.advice.examples import complaints
from lossadvisor.advice.recommending import recommended
from lossadvisor.check import program
from lossadvisor.report import document, encoding
from lossadvisor.rulebook import contract
from lossadvisor.rulebook.complaints import Complaints
from lossadvisor.rulebook.fields import texts
from lossadvisor.rulebook.leaves import Branch, Bundle, Fork, Leaf
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.references import judge
from lossadvisor.rulebook.rules import FACTS, Rules
from tests.running import CASES, ran
from tests.shipped import ENDS, FORMS, RULES
from tests.test_references import spoiled

PACKAGE = Path(contract.__file__).parents[1]
# Words that are names in the rules too, but mean something else where Python says them.
OTHERWISE = {
    "what Keras itself calls so": "relu same tanh exponential softplus threshold relu6 swish mae mape mse "
                              "rmse cosine-similarity",
    "what NumPy or Matplotlib calls so": "none bins float32 gamma median poisson quantile sample single "
                                          "zeros images some",
    "a key or a value of a record of the rules": "data heads whole executed",
    "the space without ends, which is made in Python": "real",
    "an encoding that is told by its numbers, where the rules have it": "signed-fractions distribution "
    "mask-255",
    "what is measured in labels": "gaps sentinel shared-rows amounts",
    "a kind of truth, or a number in the score of a judge": "quantiles positive pixels",
    "what people call their labels": "class label",
    "a file of the rules": "keras-layers",
    "a word of a program, of another format or of plain English":
        "any several one number unit common outputs unknown region margin range plain equal purpose "
        "condition meaning differs soft",
}  # fmt: skip
ELSEWHERE = {name for names in OTHERWISE.values() for name in names.split()}


def literals() -> Iterator[tuple[str, str]]:
    """Every text in the package but for those that only explain, with its module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield node.value, path.name


def entries() -> set[str]:
    """All names but those of kinds of words, which only forms say, in angle brackets."""
    found = {
        name
        for facts in ({*FACTS, "tasks"} - {"vocabulary", "comparisons"})
        for name in getattr(RULES, facts)
    }
    return found | {choice for question in RULES.questions.values() for choice in question.choices}


def test_every_name_of_the_rules_that_python_says_stands_in_the_contract():
    known = contract.names() | ELSEWHERE
    said = [(name, module) for name, module in literals() if name in entries() and module != "contract.py"]
    assert said
    assert [each for each in said if each[0] not in known] == []
    assert {name for name, _ in said} >= ELSEWHERE, "and no exception is stale"


def mapped(rules: Rules, change) -> Rules:
    """`rules` with `change` made to every record."""

    def below(node):
        if not isinstance(node, Fork):
            return change(node)
        branches = tuple(replace(branch, node=below(branch.node)) for branch in node.branches)
        return change(replace(node, branches=branches))

    facts = {name: {key: change(each) for key, each in getattr(rules, name).items()} for name in FACTS}
    return replace(rules, tree=below(rules.tree), **facts)


def renamed(file: str, old: str, new: str) -> Rules:
    """The shipped rules with another name for an entry, wherever it stands."""

    def change(record):
        for text in texts(record):
            if text.says == old and text.means.get("names") == ("settings" if file == "questions" else file):
                record = spoiled(record, text.trail, text, new)
            elif file == "questions" and text.means.get("braces") and f"{{{old}}}" in text.says:
                record = spoiled(record, text.trail, text, text.says.replace(f"{{{old}}}", f"{{{new}}}"))
            elif file == "questions" and "size" in text.means and old in text.says.split():
                record = spoiled(record, text.trail, text, text.says.replace(old, new))
        if file == "questions" and isinstance(record, Fork) and record.ask == old:
            return replace(record, ask=new)
        return record

    rules = mapped(RULES, change)
    known = {new if key == old else key: each for key, each in getattr(rules, file).items()}
    return replace(rules, **{file: {**known, new: replace(known[new], name=new)}})


def told(rules: Rules) -> list[str]:
    found = Complaints()
    for end in ENDS:
        found.places(end.where, f"tasks/{end.where.split()[0]}.yaml", ())
    judge(rules, found)
    return [*map(str, found.found), *contract.absences(rules)]


RELIED = [(relied.file, name) for relied in contract.RELIED for name in relied.names]
ASKED = [("questions", asked.name) for asked in contract.QUESTIONS]


@pytest.mark.parametrize(("file", "name"), [*RELIED, *ASKED])
def test_an_entry_that_python_relies_on_is_missed_under_another_name(file, name):
    lines = told(renamed(file, name, "zzz"))
    assert any(name in line for line in lines), lines
    assert all(".yaml" in line for line in lines)


@pytest.mark.parametrize(
    ("question", "choice"), [(asked.name, choice) for asked in contract.QUESTIONS for choice in asked.choices]
)
def test_a_choice_that_python_looks_for_is_missed_under_another_name(question, choice):
    asked = RULES.questions[question]
    choices = {"zzz" if name == choice else name: each for name, each in asked.choices.items()}
    wrong = replace(asked, choices=choices, default=None)
    lines = told(replace(RULES, questions={**RULES.questions, question: wrong}))
    assert any(f"there is no choice '{choice}'" in line for line in lines)
    assert any("nothing changes with this choice" in line for line in lines)


@pytest.mark.parametrize("name", ["low", "mean", "counts", "keras", "output"])
def test_a_question_that_takes_something_else_than_python_counts_on_is_told(name):
    other = replace(RULES.questions["goal"], name=name, setting=RULES.questions[name].setting)
    lines = told(replace(RULES, questions={**RULES.questions, name: other}))
    assert any(line.startswith("questions.yaml") and name in line for line in lines), lines


def test_the_shipped_rules_have_all_that_python_relies_on():
    assert told(RULES) == []
    assert ran("validate").out.count("\n") == 1


def test_rules_that_leave_something_out_are_sound_and_the_rest_is_noted():
    done = ran("validate", str(CASES / "small"))
    assert done.code == 0
    *notes, verdict = done.out.splitlines()
    assert "all rules are sound" in verdict
    assert notes
    assert all(": note: without " in note for note in notes)
    assert complaints(str(CASES / "small")) == []


@pytest.mark.parametrize("space", ["real", "unit"])
def test_a_space_is_what_its_ends_say_whatever_its_name(space):
    rules = renamed("spaces", space, "zzz")
    assert told(rules) == []
    for answers in FORMS[::7]:
        one, other = (
            encoding.encoded(document.record(recommended(each, answers))) for each in (rules, RULES)
        )
        assert one == other


def test_without_the_question_of_style_models_are_sequential_and_several_outputs_have_code():
    questions = {name: each for name, each in RULES.questions.items() if name != "style"}
    rules = replace(RULES, questions=questions)
    assert "model.add(" in recommended(rules, {"task": "binary", "labels": "zero-one"}).code
    several = {"task": "several-outputs", "heads": RULES.questions["heads"].example}
    assert "keras.Model(" in recommended(rules, several).code


def test_a_setting_that_a_leaf_or_a_choice_uses_has_an_effect(small):
    (small / "questions.yaml").open("a", encoding="utf-8").write(
        "dose:\n  says: a dose\n  asks: Which?\n  setting: true\n  takes: decimal\n  example: '1'\n"
    )
    assert ["nothing changes" in str(each) for each in complaints(str(small))] == [True]
    task = small / "tasks" / "guess.yaml"
    text = task.read_text("utf-8")
    task.write_text(f"{text}      given: {{dose: {{because: So.}}}}\n", "utf-8")
    assert complaints(str(small)) == []


def test_every_leaf_that_uses_a_setting_is_seen():
    leaf = next(leaf for leaf in ENDS if isinstance(leaf, Leaf) and leaf.given)
    only = Fork(ask="task", branches=(Branch(node=leaf, choices=("binary",)),))
    unused = told(replace(RULES, tree=only))
    assert not any(line.startswith(f"questions.yaml: {name}:") for name in leaf.given for line in unused)
    assert any("nothing changes with this setting" in line for line in unused)


def test_rules_without_findings_have_none(small):
    (small / "findings.yaml").unlink()
    assert load(small).findings == {}
    assert complaints(str(small)) == []
    assert not any(isinstance(end, Bundle) for end in ENDS if end.where.startswith("binary"))


PROGRAMS = [path.read_text("utf-8") for path in sorted((CASES / "check").glob("*.py"))[::3]]


@pytest.mark.parametrize(
    ("file", "name"),
    [(each.file, name) for each in contract.RELIED if not each.needed for name in each.names],
)
def test_check_does_without_what_may_be_left_out(file, name):
    rules = renamed(file, name, "zzz")
    for text in PROGRAMS:
        program.checked(rules, text)


def test_check_works_with_the_small_rules():
    for text in PROGRAMS:
        program.checked(load(CASES / "small"), text)
