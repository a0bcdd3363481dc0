"""What an editor is told of notebooks, of documents with code, and of notebooks kept as programs."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types

from .talking import Client, edited, talked

NOTEBOOK = [
    "import keras",
    "m = keras.Sequential([keras.layers.Dense(1, activation='softmax')])",
    "m.compile(loss='bce')",
]


def notebook(uri: str, texts: list[str]) -> types.DidOpenNotebookDocumentParams:
    cells = [
        types.NotebookCell(types.NotebookCellKind.Code, f"{uri}#{number}") for number in range(len(texts))
    ]
    items = [
        types.TextDocumentItem(each.document, "python", 0, text)
        for each, text in zip(cells, texts, strict=True)
    ]
    return types.DidOpenNotebookDocumentParams(
        types.NotebookDocument(uri, "jupyter-notebook", 0, cells), items
    )


def test_a_notebook_is_read_as_a_whole_and_marked_cell_by_cell(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.ipynb").as_uri()
        client.talking.notebook_document_did_open(notebook(uri, ["# no code", *NOTEBOOK]))
        (told,) = await client.told(f"{uri}#2")
        assert (told.code, told.range.start.line) == ("softmax-of-one", 0)
        assert not await client.told(f"{uri}#3")
        offered = await client.actions(f"{uri}#2", 0)
        (all_fixes,) = [edit for title, edit in offered.items() if title.startswith("Fix all")]
        assert edited(NOTEBOOK[1], all_fixes.changes[f"{uri}#2"]) == NOTEBOOK[1].replace("softmax", "sigmoid")

        # the cell with the layer moves down, and is changed there by one word
        begin = NOTEBOOK[1].index("softmax")
        there = types.Range(types.Position(0, begin), types.Position(0, begin + 7))
        changed = types.NotebookDocumentCellContentChanges(
            types.VersionedTextDocumentIdentifier(1, f"{uri}#2"),
            [types.TextDocumentContentChangePartial(there, "sigmoid")],
        )
        new = types.NotebookCell(types.NotebookCellKind.Code, f"{uri}#new")
        opened = types.TextDocumentItem(new.document, "python", 0, "x = 1")
        structure = types.NotebookDocumentCellChangeStructure(
            types.NotebookCellArrayChange(0, 1, [new]), [opened]
        )
        client.talking.notebook_document_did_change(
            types.DidChangeNotebookDocumentParams(
                types.VersionedNotebookDocumentIdentifier(1, uri),
                types.NotebookDocumentChangeEvent(
                    cells=types.NotebookDocumentCellChanges(structure=structure, text_content=[changed])
                ),
            )
        )
        assert not await client.told(f"{uri}#2", 1)

    talked(say)


def cells_changed(
    uri: str, version: int, array: types.NotebookCellArrayChange, **more: object
) -> types.DidChangeNotebookDocumentParams:
    structure = types.NotebookDocumentCellChangeStructure(array, **more)  # type: ignore[arg-type]
    changed = types.NotebookDocumentCellChanges(structure=structure)
    document = types.VersionedNotebookDocumentIdentifier(version, uri)
    return types.DidChangeNotebookDocumentParams(document, types.NotebookDocumentChangeEvent(cells=changed))


def cell(uri: str) -> types.NotebookCell:
    return types.NotebookCell(types.NotebookCellKind.Code, uri)


def test_cells_that_move_take_what_is_found_along_and_those_that_go_leave_none(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.ipynb").as_uri()
        client.talking.notebook_document_did_open(notebook(uri, NOTEBOOK))
        assert await client.names(f"{uri}#1") == ["softmax-of-one"]

        # the cell with compile() goes: what was found needed it
        gone = types.TextDocumentIdentifier(f"{uri}#2")
        client.talking.notebook_document_did_change(
            cells_changed(uri, 1, types.NotebookCellArrayChange(2, 1), did_close=[gone])
        )
        await client.until(lambda: not client.published[f"{uri}#1"][-1].diagnostics)

        # it comes back above the others, from where it finds no model, and is moved to the end
        back = types.TextDocumentItem(f"{uri}#2", "python", 0, NOTEBOOK[2])
        client.talking.notebook_document_did_change(
            cells_changed(uri, 2, types.NotebookCellArrayChange(0, 0, [cell(f"{uri}#2")]), did_open=[back])
        )
        rest = [cell(f"{uri}#{each}") for each in (0, 1, 2)]
        client.talking.notebook_document_did_change(
            cells_changed(uri, 3, types.NotebookCellArrayChange(0, 3, rest))
        )
        await client.until(lambda: bool(client.published[f"{uri}#1"][-1].diagnostics))

        closed = types.DidCloseNotebookDocumentParams(types.NotebookDocumentIdentifier(uri), [])
        client.talking.notebook_document_did_close(closed)
        await client.until(lambda: not client.published[f"{uri}#1"][-1].diagnostics)

    talked(say)


def text_changed(uri: str, number: int, version: int, text: str) -> types.DidChangeNotebookDocumentParams:
    changed = types.NotebookDocumentCellContentChanges(
        types.VersionedTextDocumentIdentifier(version, f"{uri}#{number}"),
        [types.TextDocumentContentChangeWholeDocument(text)],
    )
    cells = types.NotebookDocumentCellChanges(text_content=[changed])
    document = types.VersionedNotebookDocumentIdentifier(version, uri)
    return types.DidChangeNotebookDocumentParams(document, types.NotebookDocumentChangeEvent(cells=cells))


def test_a_cell_that_is_left_broken_stops_no_other(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.ipynb").as_uri()
        again = "k = keras.Sequential([keras.layers.Dense(1, activation='softmax')])\nk.compile(loss='bce')"
        client.talking.notebook_document_did_open(notebook(uri, [*NOTEBOOK, "x = 1", again]))
        assert await client.names(f"{uri}#1") == ["softmax-of-one"]

        def marks(number: int) -> list[tuple[object, bool]]:
            last = client.published[f"{uri}#{number}"][-1].diagnostics
            return [(each.code, each.tags is None) for each in last]

        live, gray = [("softmax-of-one", True)], [("softmax-of-one", False)]
        client.talking.notebook_document_did_change(text_changed(uri, 3, 1, "x = ("))
        await client.told(f"{uri}#3", 1)
        await client.until(lambda: marks(1) == marks(4) == live)

        # what was found in a cell that breaks stays, and others are still judged as they are written
        client.talking.notebook_document_did_change(text_changed(uri, 4, 2, f"{again}\ny = ("))
        await client.until(lambda: marks(4) == gray and marks(1) == live)
        client.talking.notebook_document_did_change(text_changed(uri, 1, 3, NOTEBOOK[1] + " "))
        await client.told(f"{uri}#1", 3)
        await client.until(lambda: marks(4) == gray and marks(1) == live)

        # cells below one that comes are the same cells
        new = types.TextDocumentItem(f"{uri}#5", "python", 0, "z = 1")
        array = types.NotebookCellArrayChange(0, 0, [cell(new.uri)])
        before = len(client.published[f"{uri}#1"])
        client.talking.notebook_document_did_change(cells_changed(uri, 4, array, did_open=[new]))
        await client.until(lambda: len(client.published[f"{uri}#1"]) > before)
        assert [each.tags for each in client.published[f"{uri}#1"][before].diagnostics] == [None]

        # a cell that goes takes its marks along
        gone = types.TextDocumentIdentifier(f"{uri}#1")
        array = types.NotebookCellArrayChange(2, 1)
        client.talking.notebook_document_did_change(cells_changed(uri, 5, array, did_close=[gone]))
        await client.until(lambda: marks(1) == [])

    talked(say)


def test_a_notebook_as_a_whole_is_no_text(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.ipynb").as_uri()
        client.talking.notebook_document_did_open(notebook(uri, NOTEBOOK))
        where = types.TextDocumentIdentifier(uri), types.Position(0, 0)
        asked = client.talking.text_document_hover_async(types.HoverParams(*where))
        assert await client.patiently(asked) is None
        asked = client.talking.text_document_completion_async(types.CompletionParams(*where))
        assert await client.patiently(asked) is None

    talked(say)


def test_in_a_cell_names_are_offered_findings_ignored_and_hovered_over(tmp_path: Path):
    texts = ["%matplotlib inline\nimport keras", NOTEBOOK[1], "!ls", NOTEBOOK[2]]

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.ipynb").as_uri()
        client.talking.notebook_document_did_open(notebook(uri, texts))
        (told,) = await client.told(f"{uri}#1")
        offered = await client.actions(f"{uri}#1", 0)
        ignored = offered["Ignore softmax-of-one here"].changes
        assert list(ignored) == [f"{uri}#1"]
        assert "# lossadvisor: ignore[softmax-of-one]" in edited(texts[1], ignored[f"{uri}#1"])
        assert await client.hover(f"{uri}#1", told.range.start) == "### softmax-of-one"
        assert (await client.completed(f"{uri}#1", 0, texts[1].index("soft")))[0] == "sigmoid"
        # the loss as one writes it, with nothing closed
        half = types.TextDocumentContentChangeWholeDocument("m.compile(loss='")
        changed = types.NotebookDocumentCellContentChanges(
            types.VersionedTextDocumentIdentifier(1, f"{uri}#3"), [half]
        )
        client.talking.notebook_document_did_change(
            types.DidChangeNotebookDocumentParams(
                types.VersionedNotebookDocumentIdentifier(1, uri),
                types.NotebookDocumentChangeEvent(
                    cells=types.NotebookDocumentCellChanges(text_content=[changed])
                ),
            )
        )
        names = await client.completed(f"{uri}#3", 0, len("m.compile(loss='"))
        assert len(names) > 5
        assert await client.completed(f"{uri}#2", 0, 3) == []

    talked(say)


MODEL = """model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy")
"""
CHUNKED = """---
title: Notes
---

Say `activation="softmax"` here, and nothing is offered.

```{{{language}}}
%matplotlib inline
import keras
```

Text.

```{{{language}}}
{model}```
"""
MARIMO = """import marimo

app = marimo.App()


@app.cell
def _():
    import keras

    return (keras,)


@app.cell
def _(keras):
    model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
    return (model,)


@app.cell
def _(model):
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return


if __name__ == "__main__":
    app.run()
"""
DOCUMENTS = {
    "notes.qmd": ("quarto", CHUNKED.format(language="python", model=MODEL)),
    "notes.Rmd": ("rmd", CHUNKED.format(language="python", model=MODEL)),
    "notes.md": ("markdown", CHUNKED.format(language="code-cell", model=MODEL)),
    "cells.py": (
        "python",
        f"# %%\n%matplotlib inline\nimport keras\n\n# %%\n{MODEL}\n# %% [markdown]\n# text\n",
    ),
    "app.py": ("python", MARIMO),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_with_code_are_marked_fixed_and_written_in_where_they_stand(tmp_path: Path, name: str):
    language, text = DOCUMENTS[name]
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if "Dense(" in line)
    column = lines[row].index("softmax")

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / name).as_uri()
        client.open(uri, text, language)
        (told,) = await client.told(uri)
        assert (told.code, told.range.start.line) == ("softmax-of-one", row)
        offered = await client.actions(uri, row)
        (fixed,) = [edit for title, edit in offered.items() if title.startswith("Fix softmax-of-one")]
        assert edited(text, fixed.changes[uri]) == text.replace(
            'Dense(1, activation="softmax")', 'Dense(1, activation="sigmoid")'
        )
        ignored = edited(text, offered["Ignore softmax-of-one here"].changes[uri])
        assert await client.hover(uri, told.range.start) == "### softmax-of-one"

        client.change(uri, 1, ignored)
        assert await client.names(uri, 1) == []
        lines[row] = lines[row][: column + 4]  # as one writes it
        client.change(uri, 2, "\n".join(lines))
        names = await client.completed(uri, row, column + 4)
        assert names[0] == "sigmoid"
        if name.startswith("notes"):
            assert await client.completed(uri, 4, 17) == []

    talked(say)


IN_R = """m <- keras_model_sequential() |>
  layer_dense(1, activation = "softmax")

m |> compile(loss = "binary_crossentropy", optimizer = "adam")
"""


@pytest.mark.parametrize(("name", "text"), [("a.R", IN_R), ("a.Rmd", f"Text\n\n```{{r}}\n{IN_R}```\n")])
def test_r_is_marked_hovered_over_and_ignored_and_no_python_is_written_into_it(
    tmp_path: Path, name: str, text: str
):
    pytest.importorskip("semble_grammars")
    row = next(number for number, line in enumerate(text.split("\n")) if "layer_dense" in line)

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / name).as_uri()
        client.open(uri, text, "r")
        (told,) = await client.told(uri)
        assert (told.code, told.range.start) == ("softmax-of-one", types.Position(row, 2))
        assert await client.hover(uri, told.range.start) == "### softmax-of-one"
        assert await client.hover(uri, types.Position(row, 32)) == "### softmax"
        assert await client.completed(uri, row, 32) == []
        assert await client.actions(uri, row + 1) == {}
        offered = await client.actions(uri, row)
        assert list(offered) == ["Ignore softmax-of-one here"]
        client.change(uri, 1, edited(text, offered["Ignore softmax-of-one here"].changes[uri]))
        assert await client.names(uri, 1) == []

    talked(say)


def test_a_document_without_code_is_left_in_peace(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.md").as_uri()
        client.open(uri, '# A heading\n\nTurn `activation="` into code.\n', "markdown")
        assert await client.names(uri) == []
        assert await client.completed(uri, 2, 18) == []
        assert not client.log

    talked(say)
