"""Notebooks are read as one program of all code cells, and every place leads back to cell and file."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossadvisor.check.documents.magics import python
from lossadvisor.check.documents.notebookfiles import notebook as read
from lossadvisor.check.findings import Edit
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import OtherLanguage, Unreadable
from tests.programs import CLEAN, FAULTY, FAULTY_LINE, code, notebook, text
from tests.running import ran

pytestmark = pytest.mark.filterwarnings("ignore")  # of Python's parser, about odd escapes


def place_of(found, word: str) -> Place:
    """Where a word first stands in the text of a notebook."""
    for line, letters in enumerate(found.text.split("\n"), start=1):
        if word in letters:
            column = letters.index(word) + 1
            return Place(line, column, line, column + len(word))
    raise AssertionError(word)


def test_code_cells_are_joined_in_document_order():
    found = read(notebook(code("a = 1"), text("# not me"), code(["b = 2\n", "c = 3"])))
    assert found.text == "a = 1\nb = 2\nc = 3"


def test_a_place_leads_to_its_cell_among_all_cells_and_to_its_line_in_the_file():
    content = notebook(text("one"), code("a = 1\n"), code(["b = 2\n", "c = 'word'"]))
    found = read(content)
    location = found.location(place_of(found, "'word'"))
    assert (location.cell, location.cell_line, location.source) == (3, 2, "c = 'word'")
    line = content.decode().splitlines()[location.line - 1]
    assert line[location.column - 1 : location.end_column - 1] == "'word'"


@pytest.mark.parametrize(
    "source",
    ['é\t="𝄞"; wörd\n', ["x = 1\r\n", "é = '\\\\𝄞'; wörd"], "'\\ud800'; wörd", "if a:\n\twörd = 'x'"],
)
@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("indent", [None, 1])
def test_columns_are_found_however_the_json_is_written(source, escaped, indent):
    cell = json.dumps({"cells": [code(source)]}, ensure_ascii=escaped, indent=indent)
    found = read(cell.replace("\\\\ud800", "\\ud800").encode())
    location = found.location(place_of(found, "wörd"))
    line = cell.replace("\\\\ud800", "\\ud800").split("\n")[location.line - 1]
    assert json.loads(f'"{line[location.column - 1 : location.end_column - 1]}"') == "wörd"


def test_format_3_holds_its_cells_in_worksheets():
    sheets = [{"cells": [{"cell_type": "code", "language": "python", "input": ["a = 1\n", "b = 2"]}]},
              {"cells": [{"cell_type": "code", "language": "r", "input": "x <- 1"},
                         {"cell_type": "code", "language": "python", "input": "c = 'word'"}]}]  # fmt: skip
    found = read(json.dumps({"worksheets": sheets, "nbformat": 3}).encode())
    assert found.text == "a = 1\nb = 2\nc = 'word'"
    assert found.location(place_of(found, "'word'")).cell == 3


@pytest.mark.parametrize("language", ["julia", "scala", "bash"])
def test_a_notebook_in_another_language_is_not_read(language):
    with pytest.raises(OtherLanguage, match=f"a notebook in {language}, which is not supported"):
        read(notebook(code("model.compile()"), language=language))


def test_a_notebook_in_another_language_fails_only_where_it_was_named(tmp_path):
    (tmp_path / "r.ipynb").write_bytes(notebook(code("model.compile(loss = 'mse')"), language="julia"))
    (tmp_path / "a.py").write_text(CLEAN)
    done = ran("check", str(tmp_path))
    assert done.code == 0
    assert "a notebook in julia, which is not supported" in done.out
    assert done.out.endswith("Nothing found, but 1 of 2 files was not read\n")
    assert ran("check", str(tmp_path / "r.ipynb")).code == 2


def test_a_cell_that_is_no_python_does_not_lose_the_others():
    found = read(notebook(code("a = 1"), code("b = = 2\nc"), code("d = 4")))
    assert found.text == "a = 1\n\n\nd = 4"
    assert [(lost.cell, lost.line) for lost in found.unparsed] == [(2, 1)]
    assert "not Python 3" in found.unparsed[0].says


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%matplotlib inline\na = 1", "\na = 1"),
        ("!pip install keras\na = 1", "\na = 1"),
        ("!pip install \\\n  keras 'x\na = 1", "\n\na = 1"),
        ("if a:\n    %cd x\n    b = 1", "if a:\n    pass\n    b = 1"),
        ("if a:\n\t!ls", "if a:\n\tpass"),
        ("files = !ls *.py", "files = None"),
        ("a, b[0] = %magic x", "a, b[0] = None"),
        ("%time model.fit(x)", "pass; model.fit(x)"),
        ("%timeit -n 1 -r 2 f(x)", "pass            ; f(x)"),
        ("h = %time model.fit(x)", "h =       model.fit(x)"),
        ("%time if", ""),
        ("%%time\na = 1", "\na = 1"),
        ("%%capture out\n%%time\na = 1", "\n\na = 1"),
        ("\n%%bash\nls (\n", "\n\n\n"),
        ("%%writefile model.py\na = 1", "\n"),
        ("keras.layers.Dense?\na = 1", "\na = 1"),
        ("?help\n??help\nhelp??", "\n\n"),
        ("a = 7 \\\n%b\nc = '''\n%d\n!e'''", "a = 7 \\\n%b\nc = '''\n%d\n!e'''"),
        ("!ls\na = (7\n%b)\nc = '''\n%d\n!e'''", "\na = (7\n%b)\nc = '''\n%d\n!e'''"),
        ("!ls\na = 'it\\'s' # ( \n!ls", "\na = 'it\\'s' # ( \n"),
        ("pip install keras\na = 1", "\na = 1"),
        ("print 'a', (b,\n c)\nd = 1", "\n\nd = 1"),
        ("for a in b:\n  print a", "for a in b:\n  pass"),
    ],
)
def test_magics_are_taken_out_and_lines_and_columns_stay(cell, expected):
    assert python(cell) == (expected, "", 0)


def test_an_edit_changes_the_letters_it_names_and_no_other_byte():
    content = notebook(text("x"), code(["%pylab\n", 'é = "softmax"  # ü\n', "c = 3"]), code("d"))
    for body in (content, b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n"), content + b"\n\n"):
        found = read(body)
        place = place_of(found, '"softmax"')
        assert found.can_edit([Edit(place, '"sigmoid"')])
        assert found.edited([Edit(place, '"sigmoid"')]) == body.replace(b"softmax", b"sigmoid")


def test_an_edit_over_two_strings_of_the_json_is_refused():
    split = read(notebook(code(["a = (1,\n", "2)"])))
    whole = read(notebook(code("a = (1,\n2)")))
    edit = Edit(Place(1, 5, 2, 3), "3")
    assert not split.can_edit([edit])
    assert whole.can_edit([edit])
    assert json.loads(whole.edited([edit]))["cells"][0]["source"] == "a = 3"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "not a notebook"),
        (b"{}", "not a notebook"),
        (b'{"cells": 3}', "no cells"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"cells": [' + b"9" * 5000 + b"]}", "cannot be read"),
        (notebook(code("a = 1\n" * 400_000)), "2 MB"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)


SOURCES = st.one_of(
    st.text("ab=1('\"\n\\%!?# é𝄞\r\t\ud800", max_size=30),
    st.lists(st.text("ab=1('\n%!", max_size=12), max_size=4),
    st.sampled_from([None, 3, [1, "a"], {}, ["a\n", None]]),
)
CELLS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"cell_type": st.sampled_from(["code", "markdown", 3])},
            optional={"source": SOURCES, "input": SOURCES, "language": st.sampled_from(["python", "r", 1])},
        ),
        st.sampled_from([None, [], "code"]),
    ),
    max_size=4,
)
DOCUMENTS = st.one_of(
    st.fixed_dictionaries(
        {"cells": CELLS}, optional={"metadata": st.sampled_from([{}, 3, {"kernelspec": 1}])}
    ),
    st.fixed_dictionaries(
        {"worksheets": st.lists(st.one_of(st.just(None), st.fixed_dictionaries({"cells": CELLS})))}
    ),
)


@given(DOCUMENTS, st.booleans(), st.sampled_from([None, 0, 1]))
def test_every_letter_of_every_cell_is_found_in_the_file(document, escaped, indent):
    raw = json.dumps(document, ensure_ascii=escaped, indent=indent)
    found = read(raw.encode("utf-8", "surrogatepass"))
    ast.parse(found.text)
    lines = found.text.split("\n")
    for number, letters in enumerate(lines if found.cells else (), start=1):
        for column in range(1, len(letters) + 2):
            location = found.location(Place(number, column, number, column))
            assert location.line >= 1
            assert location.cell_line >= 1


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_notebook_is_read_or_refused(data):
    content = bytearray(notebook(code(["a = 1\n", "%time b = 'é'"]), text("x"), code("print 'a'")))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        found = read(bytes(content))
    except Unreadable:
        return
    ast.parse(found.text)
    if found.cells:
        found.location(Place(1, 1, 1, 1))


@given(st.text("ab =1('\")[]{}\n\\%!?#:\t", max_size=60))
def test_any_cell_becomes_python_with_as_many_lines(cell):
    body, why, line = python(cell)
    ast.parse(body)
    assert body.count("\n") == cell.count("\n")
    assert bool(why) == bool(line)


def test_outputs_are_passed_over_whatever_is_in_them():
    cell = code("a = 'é'\nb = wrong\n")
    cell["outputs"] = [{"text": 'a "[" \\" {', "data": [[1, [2.5e-3, None]], {"source": ["x"]}]}]
    for content in (notebook(cell), notebook(cell).replace(b"null", b"NaN")):
        found = read(content)
        edited = found.edited([Edit(place_of(found, "wrong"), "right")])
        assert edited == content.replace(b"wrong", b"right")


def test_a_notebook_of_too_many_parts_is_refused():
    for part in (b"{},", b"[],", b'"","",'):
        with pytest.raises(Unreadable, match="more than 1,500,000 strings, lists and objects"):
            read(b'{"cells": [' + part * 1_500_001 + b"0]}")
    with pytest.raises(Unreadable, match="its JSON is not quite JSON"):
        read(b'{"cells": [], "x": [' + b"0," * 1_500_001 + b"NaN]}")
    assert read(b'{"cells": [], "x": [' + b"0," * 1_500_001 + b"0]}").text == ""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("    a = 1\n    b = 2", "\f\f\f\fa = 1\n\f\f\f\fb = 2"),
        ("\n  \n\tif a:\n\t\tb = 2\nc = 3", "\n  \n\fif a:\n\f\tb = 2\nc = 3"),
        (
            "  # words\n  a = f(1,\n  2)\n  b = '''\n  c'''",
            "\f\f# words\n\f\fa = f(1,\n  2)\n\f\fb = '''\n  c'''",
        ),
        ("  a = 1 + \\\n  2\n  b = 3", "\f\fa = 1 + \\\n  2\n\f\fb = 3"),
        ("  %matplotlib inline\n  a = 1", "\f\fpass\n\f\fa = 1"),
        ("  a = 1\n  !ls", "\f\fa = 1\n\f\fpass"),
        ("%%time\n  a = 1", "\n\f\fa = 1"),
        ("    print 'a'\n    b = 1", "\f\f\f\fpass\n\f\f\f\fb = 1"),
        ("    a = 1\n  b = 2", None),
        ("a = 1\n    b = 2", None),
        ("# words\n    b = 2", None),
        ("    def f(:", None),
    ],
)
def test_a_cell_that_is_indented_as_a_whole_is_read_as_ipython_reads_it(cell, expected):
    found, why, _ = python(cell)
    assert (found, why) == (expected, "") if expected else why.startswith("not Python 3")


def test_a_fault_in_an_indented_cell_keeps_its_column_and_is_fixed(tmp_path):
    first, *rest = FAULTY.splitlines(keepends=True)
    indented = [f"    {line}" for line in rest]
    found = read(notebook(code(first), code(indented)))
    place = place_of(found, '"softmax"')
    location = found.location(place)
    assert (location.cell_line, place.column) == (FAULTY_LINE - 1, rest[1].index('"softmax"') + 5)
    assert location.source == indented[1].rstrip("\n")
    file = tmp_path / "a.ipynb"
    file.write_bytes(notebook(code(first), code(indented)))
    assert json.loads(ran("check", str(file), "--format", "json").out)["findings"][0]["fixable"]
    assert ran("check", str(file), "--fix").code == 0
    assert "    model.compile" in file.read_text()
