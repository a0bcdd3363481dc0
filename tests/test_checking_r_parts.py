"""R in documents and notebooks: followed as a program, each language of a document by itself."""

from __future__ import annotations

import json

import pytest

from lossadvisor.check.findings import Edit
from lossadvisor.check.onefile import report
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.check.seen import Place
from tests.programs import FAULTY as IN_PYTHON
from tests.programs import FAULTY_LINE, FIXABLE, FIXED, code, notebook, text
from tests.running import ran
from tests.shipped import RULES

pytest.importorskip("semble_grammars")
MODEL = 'model <- keras_model_sequential() |>\n  layer_dense(1, activation = "softmax")'
COMPILED = 'model |> compile(loss = "binary_crossentropy", optimizer = "adam")'
R = f"```{{r, echo=FALSE}}\n{MODEL}\n```\n\nGröße\n\n> ```{{r}}\n> {COMPILED}\n> ```\n"


def chunk(source):
    return f"```{{python}}\n{source}```\n"


def told(kind, content, fix="no"):
    return report(RULES, Source("a", kind, content, named=True), Wanted(fix=fix))


def found(content):
    done = told("markdown", content.encode())
    return {(each.name, done.locations[each.place].line) for each in done.checked.findings}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_chunks_of_r_are_one_program_at_the_lines_of_the_document(end):
    content = R.replace("\n", end)
    assert found(content) == {("softmax-of-one", 3)}
    done = told("markdown", content.encode())
    (place,) = (done.locations[each.place] for each in done.checked.findings)
    assert place.source[place.column - 1 :].startswith("layer_dense(1")


def test_each_language_of_a_document_is_read_by_itself():
    both = chunk(IN_PYTHON) + R + chunk("model.fit(x, y)\n")
    wanted = {("softmax-of-one", 1 + FAULTY_LINE), ("softmax-of-one", 3 + chunk(IN_PYTHON).count("\n"))}
    assert found(both) == wanted
    assert found(chunk("model.compile(loss='mse')\n") + R) == {("softmax-of-one", 6)}


def test_cells_of_myst_are_read_in_the_language_of_their_kernel():
    front = "---\nkernelspec:\n  name: ir\n---\n"
    assert found(f"{front}```{{code-cell}}\n:tags: [x]\n{MODEL}\n{COMPILED}\n```\n") == {
        ("softmax-of-one", 8)
    }


def test_python_beside_r_is_fixed_and_no_other_byte():
    before = R + chunk(FIXABLE)
    change = told("markdown", before.encode(), fix="write").change
    assert change.content.decode() == R + chunk(FIXED)


def test_r_in_a_document_is_never_changed():
    from lossadvisor.check.documents import markdown

    document = markdown.document((R + chunk(FIXABLE)).encode())
    assert not document.can_edit([Edit(Place(2, 1, 2, 2), "x")])


def test_a_chunk_that_is_no_r_does_not_lose_the_others():
    done = told("markdown", f"{R}```{{r}}\n\nlayer_dense((\n```\n".encode())
    assert [each.name for each in done.checked.findings] == ["softmax-of-one"]
    assert [(each.line, "not R" in each.says) for each in done.unparsed] == [(13, True)]


def cells(*sources):
    return notebook(text("Größe"), *map(code, sources), language="R")


def test_a_notebook_of_r_is_followed_cell_by_cell():
    done = told("notebook", cells(MODEL, "x <- ((", COMPILED))
    ((name, place),) = ((each.name, done.locations[each.place]) for each in done.checked.findings)
    assert (name, place.cell, place.cell_line) == ("softmax-of-one", 2, 2)
    assert [(each.cell, each.line) for each in done.unparsed] == [(3, 1)]
    assert told("notebook", cells(MODEL, COMPILED), fix="write").change is None


def test_what_is_not_followed_in_a_notebook_is_named_by_its_cell():
    done = told("notebook", cells("x <- 1", "f <- function(m) {\n  m |> compile(loss = 'mse')\n}"))
    assert [(each.cell, each.line) for each in done.unparsed] == [(3, 2)]
    content = cells("x <- 1", ["f <- function(m) {\n", "  m |> compile(loss = 'mse')\n", "}"])
    line = next(n for n, each in enumerate(content.decode().split("\n"), start=1) if "compile" in each)
    assert [each.place for each in told("notebook", content).unparsed] == [line]


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif"])
def test_every_format_names_the_line_of_the_notebook(form, tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(cells(MODEL.splitlines(keepends=True), COMPILED))
    line = next(n for n, each in enumerate(path.read_text().split("\n"), start=1) if "softmax" in each)
    said = ran("check", str(path), "--format", form).out.replace(": ", ":")
    assert {"github": f"line={line},", "gitlab": f'"begin":{line}', "sarif": f'"startLine":{line}'}[
        form
    ] in said


def test_an_empty_notebook_of_r_holds_nothing():
    for content in (cells(), notebook(language="R")):
        assert told("notebook", content).unreadable == ""
    assert json.loads(cells())["metadata"]["kernelspec"]["language"] == "R"
