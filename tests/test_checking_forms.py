"""Notebooks that are kept as programs or as Markdown: read as what they are, and fixed where they stand.

The files in cases/forms were written by Jupytext 1.19.6 and marimo 0.25.2 from one notebook,
all but marimo.py, and myst_options.md from one with metadata in its cells. marimo wrote marimo_unparsable.py
from cells with magics, and marimo_order.md from cells that do not stand in the order in which they run.
Jupytext wrote nested.py from cells within cells.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossadvisor.check.documents import magics, markdown
from lossadvisor.check.documents.python import document as program
from lossadvisor.check.findings import Edit
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import OtherLanguage
from tests.running import ran

FORMS = Path(__file__).parent / "cases" / "forms"
PARTLY = ("sphinx.py",)  # in which a shell's lines stand as if they were Python
HEAD = b"model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation='softmax')])"
COMPILED = b"model.compile(loss='binary_crossentropy')"


def chunks(*parts: bytes) -> bytes:
    return b"\n".join(b"```{python}\n%s\n```" % each for each in parts)


def text_of(content: bytes) -> str:
    return markdown.document(content).text


@pytest.mark.parametrize("path", sorted(FORMS.iterdir()), ids=lambda path: path.name)
def test_a_fault_is_found_where_it_stands_and_only_it_is_changed(path, tmp_path):
    lines = path.read_text("utf-8").split("\n")
    line = next(number for number, each in enumerate(lines, start=1) if "softmax" in each)
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    done = ran("check", str(copy), "--format", "json")
    found = json.loads(done.out)
    at = [(each["name"], each["line"]) for each in found["findings"]]
    assert at == [("softmax-of-one", line)]
    assert found["summary"]["partly"] == (path.name in PARTLY)
    assert found["summary"]["unfollowed"] == 0
    ran("check", "--fix", str(copy))
    new = copy.read_text("utf-8").split("\n")
    assert [each for each in range(len(lines)) if lines[each] != new[each]] == [line - 1]
    assert new[line - 1] == lines[line - 1].replace("softmax", "sigmoid")


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif"])
def test_every_format_names_the_line_of_the_document(form, tmp_path):
    path = tmp_path / "report.qmd"
    path.write_bytes(b"# A report\n\n" + chunks(b"import keras", HEAD, COMPILED))
    said = ran("check", str(path), "--format", form).out
    assert {"github": "line=7,", "gitlab": '"begin":7', "sarif": '"startLine":7'}[form] in said.replace(
        ": ", ":"
    )


@pytest.mark.parametrize("form", ["github", "gitlab", "json", "sarif"])
@pytest.mark.parametrize("name", ["report.qmd", "book.ipynb"])
def test_every_format_names_the_line_of_what_is_no_python(name, form, tmp_path):
    path = tmp_path / name
    cells = [b"import keras", b"def (:", HEAD, b"model.compile()"]
    book = {"cells": [{"cell_type": "code", "source": each.decode()} for each in cells]}
    path.write_bytes(chunks(*cells) if name == "report.qmd" else json.dumps(book, indent=0).encode())
    line = next(n for n, each in enumerate(path.read_text().split("\n"), start=1) if "def (:" in each)
    said = "".join(ran("check", str(path), "--format", form).out.split())
    place = {
        "github": ",line={},",
        "gitlab": '"begin":{}}}',
        "json": '"line":{},',
        "sarif": '"startLine":{},',
    }
    assert place[form].format(line) in said
    assert "cell0" not in said


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"~~~{python}\na\n~~~", "a"),
        (b"````{python}\na\n#```\n````", "a\n#```"),
        (b"```{python, echo=FALSE}\na\n```", "a"),
        (b"```{r, engine='python'}\na\n```", "a"),
        (b"``` {python}\na", "a"),
        (b"> ```{python}\n> a\n> ```", "\x0c\x0ca"),
        (b"```{python}\na\n```\n```{bash}\nb\n```\n```{python}\nc\n```", "a\nc"),
        (b"````markdown\n```{python}\na\n```\n````\n```{python}\nb\n```", "b"),
        (b"```python\na\n```\n```{.python}\nb\n```\n```{{python}}\nc\n```\n```{python}\nd\n```", "d"),
        (b"```{code-cell} ipython3\na\n```", "a"),
        (b"---\nkernelspec:\n  name: ir\n---\n```{code-cell}\na\n```\n```{python}\nb\n```", "b"),
        (b"```{python}\r\na\r\n```\r\n", "a"),
    ],
)
def test_chunks_that_run_are_read(content, text):
    assert text_of(content) == text


@pytest.mark.parametrize("content", [b"", b"# Words", b"```python\na\n```", b"```{r}\nx <- 1\n```"])
def test_a_document_without_python_says_so(content):
    with pytest.raises(OtherLanguage):
        markdown.document(content)


def test_chunks_of_r_that_use_keras_are_named_without_a_parser(monkeypatch):
    monkeypatch.setitem(sys.modules, "semble_grammars", None)
    in_r = b"\n```{r}\nlayer_dense(units = 1)\n```\n```{r}\nplot(1)\n```\n"
    (told,) = markdown.document(chunks(HEAD, COMPILED) + in_r).unparsed
    assert (told.line, "a chunk of R" in told.says, "lossadvisor[r]" in told.says) == (8, True, True)
    with pytest.raises(OtherLanguage, match="a chunk of R") as refused:
        markdown.document(in_r)
    assert refused.value.line == 3


def test_an_edit_over_two_chunks_is_refused():
    found = markdown.document(chunks(b"a", b"b"))
    assert found.can_edit([Edit(Place(1, 1, 1, 2), "x")])
    assert not found.can_edit([Edit(Place(1, 1, 2, 2), "x")])
    assert not found.can_edit([Edit(Place(3, 1, 3, 1), "x")])
    assert found.edited([Edit(Place(2, 1, 2, 2), "x")]) == chunks(b"a", b"x")


@given(
    st.lists(st.sampled_from(["```{python}", "```", "~~~", "a = 1", "", "> b", "  c = (", "%magic", "# %%"]))
)
def test_every_line_of_a_document_leads_back_to_itself(lines):
    content = "\n".join(["```{python}", "first = 1", "```", *lines])
    found = markdown.document(content.encode())
    for number, line in enumerate(found.text.split("\n"), start=1):
        word = line.strip()
        if word:
            assert word in content.split("\n")[found.line(number)[1] - 1]


def test_cells_of_marimo_are_read_in_the_order_in_which_they_run():
    found = program((FORMS / "marimo.py").read_bytes())
    words = found.text.replace("\x0c", "")
    order = [words.index(each) for each in ("import keras", "def head", "model =", "import numpy", "fit(")]
    assert order == sorted(order)
    assert "return (model,)" not in words
    assert "# the model" in words
    assert "app.run" not in words


def test_cells_of_marimo_that_need_each_other_are_still_read():
    found = program(b"import marimo\napp = marimo.App()\n@app.cell\ndef _(b):\n    a = b\n    return (a,)\n"
                    b"@app.cell\ndef _(a):\n    b = a\n    return (b,)\n")  # fmt: skip
    assert found.text.replace("\x0c", "").split() == ["a", "=", "b", "b", "=", "a"]


@pytest.mark.parametrize(
    "content", [b"import marimo\nprint(marimo.App())", b"import marimo\napp = marimo.App(", b"# marimo.App("]
)
def test_what_only_speaks_of_marimo_is_a_program(content):
    assert program(content).text == content.decode()


@pytest.mark.parametrize(("name", "last"), [("marimo_unparsable.py", ".fit("), ("marimo_order.md", ".fit(")])
def test_cells_as_marimo_wrote_them_are_read_in_the_order_in_which_they_run(name, last):
    content = (FORMS / name).read_bytes()
    found = (program if name.endswith(".py") else markdown.document)(content)
    order = [found.text.index(each) for each in ("import keras", "model =", ".compile(", last)]
    assert order == sorted(order)
    assert not found.unparsed


def of_marimo(*cells: str) -> bytes:
    return "\n".join(["import marimo", "app = marimo.App()", *cells]).encode()


def unparsable(code: str, begin: str = 'r"""') -> str:
    return f'app._unparsable_cell(\n    {begin}\n    {code}\n    """,\n    name="_"\n)'


@pytest.mark.parametrize(
    ("cell", "line", "why"),
    [
        (unparsable("x = ("), 5, "'(' was never closed"),
        (unparsable("return 3"), 5, "'return' outside function"),
        (unparsable('x = \\"a\\"', '"""'), 4, "its string has escapes"),
        ("app._unparsable_cell('x = 1')", 3, "could not parse"),
        ("app._unparsable_cell(code)", 3, "could not parse"),
        ("app._unparsable_cell()", 3, "could not parse"),
    ],
)
def test_a_cell_that_marimo_could_not_parse_is_named_where_it_cannot_be_read(cell, line, why):
    found = program(of_marimo(cell, "@app.cell\ndef _():\n    y = 2\n    return"))
    assert [(each.line, why in each.says) for each in found.unparsed] == [(line, True)]
    assert "y = 2" in found.text


def test_names_of_one_cell_alone_order_no_others():
    cells = ["_a = b", "def f(b, c):\n    return b + c + _a + d", "c = [d for d in (1, 2)]", "b = 1", "d = 2"]
    found = markdown.document(b"\n".join(b"```python {.marimo}\n%s\n```" % each.encode() for each in cells))
    assert [each for each in found.text.split("\n") if " = " in each] == [cells[n] for n in (2, 3, 0, 4)]
    assert found.text.index("d = 2") < found.text.index("def f")


@pytest.mark.parametrize(
    "fence", ["python {.marimo}", "{.python.marimo}", "{python .marimo}", "{marimo .python}"]
)
def test_fences_of_marimo_now_and_formerly_run(fence):
    assert text_of(b"```%s\na = 1\n```" % fence.encode()) == "a = 1"


@pytest.mark.parametrize("fence", ['sql {.marimo query="a"}', "{.sql.marimo}", "python", "{.python}"])
def test_other_fences_beside_those_of_marimo_do_not(fence):
    content = b"```python {.marimo}\na = 1\n```\n```%s\nselect\n```" % fence.encode()
    assert text_of(content) == "a = 1"


@pytest.mark.parametrize("marker", ["# %%", "#%% title", "# %%%", "# %%%% title", "#  %%%[markdown]"])
def test_a_marker_of_any_depth_begins_a_cell(marker):
    text, why, _ = magics.program(f"a = 1\n{marker}\n%%bash\nfi )\n# %%\nb = 2")
    assert (text, why) == (f"a = 1\n{marker}\n\n\n\nb = 2", "")


@pytest.mark.parametrize("line", ["# %%time", "# %%%x", "# 5 %%", "x = 5  # %%"])
def test_what_only_looks_like_a_marker_begins_none(line):
    text, why, at = magics.program(f"# %%\na = 1\n{line}\n%%bash\nfi )\n# %%\nb = 2")
    assert (text, at) == ("# %%\n\n\n\n\n\nb = 2", 5)
    assert why


@pytest.mark.parametrize("quote", ["'''", '"""'])
def test_a_marker_in_a_string_begins_none(quote):
    whole = f"# %%\na = {quote}it's\n# %%\n{quote}\n# %%%\n"
    assert magics.program(f"{whole}%time\n") == (f"{whole}\n", "", 0)
