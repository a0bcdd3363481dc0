"""Comments in R that ignore what is found: they hold where they stand, are written, and told as unused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import FAULTY, code, notebook
from tests.running import ran

pytest.importorskip("semble_grammars")
R = """library(keras3)
m <- keras_model_sequential(4) |>
  layer_dense(units = 1L, activation = "softmax") %>%  # odd
  layer_dropout(0.5)
m |> compile("adam",
             loss = "binary_crossentropy")
b <- keras_model_sequential(4) |> layer_dense(1); b |> compile("adam", loss = loss_binary_crossentropy())
"""
COMMENTED = """library(keras3)
m <- keras_model_sequential(4) |>
  layer_dense(units = 1L, activation = "softmax") %>%  # odd
  layer_dropout(0.5)  # lossadvisor: ignore[dropout-after-output]
m |> compile("adam",
             loss = "binary_crossentropy")
# lossadvisor: ignore[logits-without-from-logits]
b <- keras_model_sequential(4) |> layer_dense(1); b |> compile("adam", loss = loss_binary_crossentropy())
"""
CHUNKS = f"# Text\n\n```{{r}}\n{R}```\n\n```{{python}}\n{FAULTY}```\n"


def ignored(path: Path, content: bytes) -> bytes:
    """A file after --add-ignore, in which nothing is found any more, and of which every comment is used."""
    path.write_bytes(content)
    assert ran("check", str(path)).code == 1
    done = ran("check", "--add-ignore", str(path))
    assert (done.code, done.err) == (0, "")
    after = path.read_bytes()
    again = ran("check", "--unused-ignores", "--fail-on", "note", str(path))
    assert (again.code, again.err) == (0, "")
    assert ran("check", "--add-ignore", str(path)).code == 0
    assert path.read_bytes() == after
    return after


def test_comments_are_written_into_a_program_and_no_other_byte_changes(tmp_path):
    assert ignored(tmp_path / "a.R", R.encode()) == COMMENTED.encode()
    windows = R.replace("\n", "\r\n").encode()
    assert ignored(tmp_path / "b.R", windows) == COMMENTED.replace("\n", "\r\n").encode()


def test_comments_are_written_into_cells_and_chunks_of_either_language(tmp_path):
    cells = ignored(tmp_path / "a.ipynb", notebook(code("x <- 1"), code(R.splitlines(True)), language="R"))
    assert cells.count(b"# lossadvisor: ignore") == 2
    chunks = ignored(tmp_path / "a.qmd", CHUNKS.encode()).decode()
    assert chunks.count("# lossadvisor: ignore") == 3
    assert COMMENTED in chunks


def test_no_line_is_put_into_a_quotation(tmp_path):
    said = (
        'm <- keras_model_sequential(4) |> layer_dense(1, activation = "softmax", name = "longer_than_all")'
    )
    content = f"> ```{{r}}\n> {said}\n> m |> compile('adam', 'mse')\n> ```\n"
    after = ignored(tmp_path / "a.qmd", content.encode()).decode()
    assert after == content.replace(said, f"{said}  # lossadvisor: ignore[softmax-of-one]")


def test_a_comment_that_is_there_takes_one_more_name(tmp_path):
    known = COMMENTED.replace("[logits-without-from-logits]", "[auc-of-all-classes]")
    (tmp_path / "a.R").write_text(known)
    assert ran("check", "--add-ignore", str(tmp_path)).code == 0
    new = (tmp_path / "a.R").read_text()
    assert new == known.replace("auc-of-all-classes]", "auc-of-all-classes, logits-without-from-logits]")


def test_what_cannot_have_a_comment_is_told(tmp_path):
    layer = 'm <- keras_model_sequential(4) |> layer_dense(1, activation = "softmax")'
    content = f'{layer}; m |> compile("a", "mse"); s <- "\n"\n'
    (tmp_path / "a.R").write_text(content)
    done = ran("check", "--add-ignore", str(tmp_path / "a.R"))
    assert done.code == 1
    assert "softmax-of-one is not ignored: no comment can stand here" in done.err
    assert (tmp_path / "a.R").read_text() == content


def test_comments_that_ignore_nothing_are_named_once_and_where_they_stand(tmp_path):
    lines = COMMENTED.replace("library(keras3)", "library(keras3)  # lossadvisor: ignore").splitlines()
    lines[4] += "  # lossadvisor: ignore[softmax-of-one, sofmax]"
    (tmp_path / "a.R").write_text("\n".join([*lines, "# lossadvisor: ignore[dropout-after-output]", ""]))
    done = ran("check", "--unused-ignores", str(tmp_path / "a.R"))
    told = [line.removeprefix(f"{tmp_path}/a.R:").split(" ")[:2] for line in done.err.splitlines()]
    assert sorted(told) == [
        ["1:", "nothing"], ["5:", "'sofmax'"], ["5:", "softmax-of-one"], ["9:", "dropout-after-output"],
    ]  # fmt: skip
