"""Programs of several files: what other files hold is followed, and told where it is used.

Each folder of tests/cases/projects is a project, whose files say what is expected as our other programs do.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lossadvisor.check.onefile import report
from lossadvisor.check.project import check_paths
from lossadvisor.check.readers import KINDS
from lossadvisor.check.reports import Source, Wanted
from tests.shipped import RULES
from tests.test_checking_cases import expected

FOLDER = Path(__file__).parent / "cases" / "projects"
FILES = sorted(each for each in FOLDER.rglob("*") if each.suffix in (".py", ".ipynb"))


def checked(path: Path, folder: Path, **wanted):
    return report(RULES, Source(str(path), KINDS[path.suffix], folder=str(folder)), Wanted(**wanted))


def found(told) -> set[tuple[str, int, bool]]:
    return {
        (each.name, told.locations[each.place].line, each.severity == "note")
        for each in told.checked.findings
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_file_of_a_project_is_judged_as_its_comments_say(path):
    wanted = expected(path.read_text("utf-8"))
    told = checked(path, FOLDER / path.relative_to(FOLDER).parts[0])
    assert not told.unreadable
    assert {each for each in found(told) if not each[2] or each in wanted} == wanted


TRAIN = "from net import build\n\nmodel = build()\nmodel.compile('adam', loss='binary_crossentropy')\n"
NET = (
    "import keras\n\n\ndef build():\n"
    "    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation='softmax')])\n"
)


def project(folder: Path, **files: str) -> Path:
    """A folder with a `train.py` and these files, and a mark at which the project begins."""
    folder.mkdir(exist_ok=True)
    (folder / "setup.py").write_text("")
    for name, content in {"train": TRAIN, **files}.items():
        (folder / f"{name}.py").write_text(content)
    return folder / "train.py"


def names(path: Path) -> list[str]:
    return [each.name for each in checked(path, path.parent).checked.findings]


def unfollowed(path: Path) -> list[str]:
    told = checked(path, path.parent)
    assert not told.unreadable
    return [each.why for each in told.checked.unfollowed]


def test_a_file_of_the_project_is_followed(tmp_path):
    assert names(project(tmp_path, net=NET)) == ["softmax-of-one"]


def test_no_link_leads_out_of_the_project(tmp_path):
    (tmp_path / "net.py").write_text(NET)
    path = project(tmp_path / "project")
    (path.parent / "net.py").symlink_to(tmp_path / "net.py")
    assert names(path) == []
    (path.parent / "own.py").write_text(NET)
    (path.parent / "net.py").unlink()
    (path.parent / "net.py").symlink_to(path.parent / "own.py")
    assert names(path) == ["softmax-of-one"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_regular_file_is_not_opened(tmp_path):
    path = project(tmp_path)
    os.mkfifo(tmp_path / "net.py")
    assert unfollowed(path) == ["build is not in this file"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("def build(:\n", "net.py: not Python 3"),
        ("x = 1\n" * 60_000, "net.py is too large to be followed from here"),
        ("f(a=1, a=2)\n", "build is not defined in net.py"),
        ("from net import build\n", "its files import each other"),
        ("from other import build\n", "build is not in this file"),
        ("\0", "net.py: holds a NUL byte"),
    ],
)
def test_what_cannot_be_followed_is_said(tmp_path, content, why):
    (told,) = unfollowed(project(tmp_path, net=content))
    assert told.startswith(why)


def test_files_that_cost_too_much_leave_the_rest_to_be_followed(tmp_path):
    loops = (
        "for a in range(16):\n    for b in range(16):\n        for c in range(16):\n            d = [a, b]\n"
    )
    path = project(tmp_path, net=loops * 5 + NET)
    path.write_text(TRAIN + TRAIN.replace("from net", "from head").replace("build", "make"))
    (tmp_path / "head.py").write_text(NET.replace("build", "make"))
    assert names(path) == ["softmax-of-one"]
    (tmp_path / "net.py").write_text(loops + NET)
    assert names(path) == ["softmax-of-one", "softmax-of-one"]


def test_a_chain_of_files_ends_somewhere(tmp_path):
    for number in range(40):
        following = f"from a{number + 1} import B\n\n\nclass A(B):\n    pass\n\n\nB = A\n"
        (tmp_path / f"a{number}.py").write_text(following)
    (tmp_path / "a40.py").write_text("import keras\n\nB = keras.Model\n")
    path = project(tmp_path, net="from a0 import B\n\n\ndef build():\n    return B()\n")
    assert len(unfollowed(path)) <= 1


def test_what_comes_out_depends_on_no_order_and_no_number_of_processes(tmp_path):
    for number in range(40):
        project(tmp_path / f"p{number}", net=NET.replace("Dense(1", f"Dense({number % 2 + 1}"))
    paths = sorted(tmp_path.rglob("*.py"))

    def told(paths: list[Path], jobs: int) -> dict[str, object]:
        sources = [Source(str(each), "python", folder=str(tmp_path)) for each in paths]
        return {each.path: each for each in check_paths(RULES, sources, Wanted(), jobs)}

    first = told(paths, 1)
    assert sum(len(each.checked.findings) for each in first.values()) == 40
    assert told(paths[::-1], 1) == first
    assert told(paths, 2) == first


def test_what_is_fixed_in_one_file_changes_nothing_that_is_told_of_another(tmp_path):
    logits = NET.replace("1, activation='softmax'", "1")
    files = {
        "a": NET.replace("build()", "net()"),
        "net": f"{logits}\n\nbuild().compile('adam', 'binary_crossentropy')\n",
    }
    path = project(tmp_path, **files)
    order = [Source(str(tmp_path / name), "python", folder=str(tmp_path)) for name in ("net.py", "train.py")]
    both = [
        {told.path: names_of(told) for told in check_paths(RULES, sources, Wanted(fix="write"))}
        for sources in (order, order[::-1])
        if (tmp_path / "net.py").write_text(files["net"]) and path.write_text(TRAIN)
    ]
    assert both[0] == both[1]
    assert (tmp_path / "net.py").read_text() != files["net"]


def names_of(told) -> list[str]:
    return [each.name for each in told.checked.findings]


def test_another_file_is_never_edited(tmp_path):
    path = project(tmp_path, net=NET.replace("'softmax'", "'linear'"))
    path.write_text(
        f"import keras\n{TRAIN}".replace("'binary_cross", "keras.losses.BinaryCross").replace("y')", "y())")
    )
    told = checked(path, tmp_path, fix="write")
    assert told.fixed == 1
    assert told.change is not None
    assert b"from_logits=True" in told.change.content
    assert b"build()" in told.change.content


def test_a_file_is_followed_as_far_however_often_fixes_are_tried(tmp_path):
    head = "import keras\n\n\ndef build(units):\n    return keras.layers.Dense(units)\n"
    (tmp_path / "net.py").write_text(f"{head}# {'a' * 90_000}\n")
    lines = ["import keras", "from net import build", ""]
    for number in range(20):
        lines += [
            f"model_{number} = keras.Sequential([keras.Input((3,)), build({number + 2})])",
            f"loss_{number} = keras.losses.SparseCategoricalCrossentropy()",
            f"model_{number}.compile('adam', loss_{number})",
        ]
    (tmp_path / "train.py").write_text("\n".join(lines) + "\n")
    told = checked(tmp_path / "train.py", tmp_path, fix="write")
    assert told.fixed == 20


LENT = "def fit_it(model, loss):\n    model.compile('adam', loss=loss)\n    model.fit(1, 2)\n"
CALLS = "import keras\nfrom lent import fit_it\n\nfit_it(keras.Sequential([keras.layers.Dense(3)]), {})\n"


def left(path: Path, folder: Path) -> list[str]:
    return [each.what for each in checked(path, folder).checked.unfollowed]


def test_what_only_another_file_gives_is_told_from_there(tmp_path):
    path = project(tmp_path / "a", lent=LENT).parent / "lent.py"
    assert left(path, path.parent) == ["the model", "the loss"]
    project(tmp_path / "a", lent=LENT, calls=CALLS.format("'mse'"))
    assert left(path, path.parent) == []


def test_a_caller_that_does_not_know_either_changes_nothing(tmp_path):
    path = project(tmp_path, lent=LENT, calls=CALLS.format("given_by_nobody()")).parent / "lent.py"
    assert left(path, path.parent) == ["the model", "the loss"]


def test_a_caller_of_a_caller_is_found_through_a_package(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "__init__.py").write_text("from .lent import fit_it\n")
    (tmp_path / "lib" / "lent.py").write_text(LENT)
    between = "import keras\nfrom lib import fit_it\n\n\ndef run(loss, units):\n    fit_it("
    between += "keras.Sequential([keras.layers.Dense(units)]), loss)\n"
    project(tmp_path, between=between, last="from between import run\n\nrun('mse', 3)\n")
    assert left(tmp_path / "lib" / "lent.py", tmp_path) == []


def test_callers_outside_of_the_project_are_left_alone(tmp_path):
    project(tmp_path / "a", lent=LENT)
    project(tmp_path / "b", calls=CALLS.format("'mse'"))
    path = tmp_path / "a" / "lent.py"
    assert left(path, path.parent) == ["the model", "the loss"]


def test_a_caller_is_told_of_once(tmp_path):
    calls = CALLS.replace("Dense(3)", "Dense(3, 'sigmoid')").format("'categorical_crossentropy'")
    path = project(tmp_path, lent=LENT, calls=calls).parent / "lent.py"
    assert names(path) == [
        "sigmoid-for-one-of-many"
    ]  # nothing else looks at a file without compile() and fit()
    project(tmp_path, lent=LENT, calls=calls + "model.fit(1, 2)\n")
    assert names(path) == []
    assert names(tmp_path / "calls.py") == ["sigmoid-for-one-of-many"]


def test_a_function_is_gone_through_with_what_others_of_the_file_give_it(tmp_path):
    text = "import keras\n\n\n" + LENT + "\n\ndef start():  # é\n    "
    text += "fit_it(keras.Sequential([keras.layers.Dense(3)]), 'mse')\n"
    (tmp_path / "one.py").write_text(text, "utf-8")
    assert left(tmp_path / "one.py", tmp_path) == []
