"""Programs in R: the places told are those of R, and what is not plain is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lossadvisor.check.documents.r import programs
from lossadvisor.check.documents.r.calls import handed_over, makers
from lossadvisor.check.documents.r.spelling import in_r
from lossadvisor.check.onefile import report
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.check.unreadable import OtherLanguage, Unreadable
from lossadvisor.report.findings.words import where
from tests.shipped import RULES
from tests.test_checking_cases import expected
from tests.test_checking_formats import terminal

pytest.importorskip("semble_grammars")
FOLDER = Path(__file__).parent / "cases" / "r"
FAULTY = b"""m <- keras_model_sequential() |> layer_dense(1, activation = "softmax")
m |> compile("adam", "mse")
"""


def told(content, fix="no"):
    return report(RULES, Source("a.R", "r", content, named=True), Wanted(fix=fix))


def found(content):
    done = told(content)
    return [(each.name, done.locations[each.place].line) for each in done.checked.findings]


def test_a_program_is_judged_as_its_comments_say():
    content = (FOLDER / "heads.R").read_bytes()
    wanted = {(name, line) for name, line, _ in expected(content.decode())}
    assert set(found(content)) == wanted


def test_what_is_not_plain_is_named_and_nothing_is_concluded_from_it():
    done = told((FOLDER / "not_plain.R").read_bytes())
    assert done.checked.findings == ()
    assert [each.line for each in done.unparsed] == [4]
    assert len(done.checked.unfollowed) == 3


@pytest.mark.parametrize(
    "content",
    [
        FAULTY,
        FAULTY.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + FAULTY,
        b"# caf\xe9\n" + FAULTY,
        "größe <- 'ä'; ".encode() + FAULTY,
    ],
)
def test_line_ends_and_encodings_leave_places_right(content):
    done = told(content)
    (finding,) = (each for each in done.checked.findings if each.name == "softmax-of-one")
    place = done.locations[finding.place]
    assert place.source[place.column - 1 :].startswith("layer_dense(1")


def test_columns_are_those_of_r_in_words_and_marks():
    done = told(FAULTY.replace(b"|> ", b"|>\n  ", 1))
    (finding,) = (each for each in done.checked.findings if each.name == "softmax-of-one")
    assert where(done, finding.place) == "a.R:2:3"
    rows = terminal(done).split("\n")
    row = next(number for number, each in enumerate(rows) if "layer_dense(1" in each)
    assert rows[row].index("layer_dense") == rows[row + 1].index("^")


def test_names_in_part_and_functions_of_the_program_are_not_guessed():
    assert found(FAULTY.replace(b"activation", b"act")) == []
    assert found(b"layer_dense <- function(x, ...) x\n" + FAULTY) == []


def test_positions_count_from_what_a_pipe_leaves():
    assert makers()["layer_dense"].parameters[:3] == ("object", "units", "activation")
    assert ("softmax-of-one", 1) in found(FAULTY.replace(b"activation = ", b""))


def test_a_file_is_never_changed():
    done = told(FAULTY, fix="write")
    assert done.change is None
    assert done.checked.findings


@pytest.mark.parametrize(
    ("content", "why", "line"),
    [
        (b"x <- 1\ny <- (2))\n", "not R", 2),
        (b"x\ny\0", "NUL", 2),
        (b"#" * 3_000_000, "too large", 0),
        (b"f(1)\n" * 60_000, "more than 250,000 pieces of R", 0),
        (b"x <- " + b"(" * 5000 + b"1" + b")" * 5000, "not R", 1),
    ],
)
def test_what_is_no_program_is_refused_in_one_line(content, why, line):
    with pytest.raises(Unreadable, match=why) as refused:
        programs.document(content)
    assert refused.value.line == line


def test_an_empty_program_holds_nothing():
    assert found(b"") == []


def test_without_a_parser_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "semble_grammars", None)
    with pytest.raises(OtherLanguage, match=r"lossadvisor\[r\]"):
        programs.document(FAULTY)


def test_every_format_points_at_the_call_of_r_and_not_at_that_of_python():
    text = "library(keras3)\nm <- keras_model_sequential(input_shape = 4) |>\n"
    text += '  layer_dense(1, "softmax")\nm |> compile("adam", loss = "binary_crossentropy")\n'
    done = told(text.encode())
    (finding,) = done.checked.findings
    assert where(done, finding.place) == "a.R:3:3"
    shown = done.locations[finding.place]
    assert shown.source[shown.column - 1 : shown.end_column - 1] == 'layer_dense(1, "softmax")'


def test_names_and_comments_without_end_cost_each_the_same():
    """Of twice as many, about twice the calls: counted, since a clock would tell of other programs too."""

    def calls(number):
        counted = 0

        def count(_frame, event, _argument):
            nonlocal counted
            counted += event in ("call", "line")
            return count

        alike = [f"a{'.' * (each % 9)}{'_' * (9 - each % 9)}{'b' * (each // 9)}" for each in range(number)]
        lines = [f"{each} <- 1  # lossadvisor: x\nif ({each}) f()" for each in alike]
        document = "\n".join(lines).encode()
        programs.document(b"x <- 1")  # what is loaded once
        sys.settrace(count)
        try:
            programs.document(document)
        finally:
            sys.settrace(None)
        return counted

    assert calls(400) < 2.5 * calls(200)
    names = [b"a.b <- 1", b"a_b <- 2", b"a..b <- 3"]
    text = programs.document(b"\n".join(names)).text
    assert len({line.split(" = ")[0] for line in text.split("\n")[1:]}) == 3


@pytest.mark.parametrize(
    ("python", "own"),
    [
        ("{head}, or from_logits=True in the loss", "{head}, or from_logits = TRUE in the loss"),
        ("Dense(1) and loss=keras.losses.Hinge()", "layer_dense(1) and loss = loss_hinge()"),
        ("keras.metrics.BinaryIoU(target_class_ids=[0, 1])", "metric_binary_iou(target_class_ids = c(0, 1))"),
        ("metrics=[keras.metrics.AUC(curve='PR')]", "metrics = list(metric_auc(curve = 'PR'))"),
        ('metrics={"a": "mae", "b": None}', 'metrics = list(a = "mae", b = None)'),
        ("F1Score with average=None", "metric_f1_score with average = NULL"),
        ("keras.layers.Normalization", "layer_normalization"),
        ("y = np.argmax(y, axis=-1)", "y <- apply(y, 1, which.max) - 1"),
        ("one, or y = np.asarray(y) - 1", "one, or y <- y - 1"),
        ("y = keras.utils.to_categorical(y, num_classes=3)", "y <- to_categorical(y, num_classes = 3)"),
        ("the AUC of a class, a Dice, a == b, 1 - that", "the AUC of a class, a Dice, a == b, 1 - that"),
        ("EarlyStopping stops with a TypeError", "EarlyStopping stops with a TypeError"),
    ],
)
def test_a_text_about_keras_is_put_in_the_spelling_of_r(python, own):
    assert in_r(python) == own


def test_a_loss_and_a_metric_of_one_name_are_told_apart_by_what_the_program_uses():
    assert in_r("MeanSquaredError()") == "loss_mean_squared_error()"
    assert in_r("Dropout, Dice, an AUC", {"layer_dropout", "metric_auc"}) == "layer_dropout, Dice, an AUC"
    assert in_r("MeanSquaredError()", {"metric_mean_squared_error"}) == "metric_mean_squared_error()"
    both = {"metric_mean_squared_error", "loss_mean_squared_error"}
    assert in_r("keras.metrics.MeanSquaredError()", both) == "metric_mean_squared_error()"
    logits = b"m <- keras_model_sequential(4) |> layer_dense(3)\n"
    logits += b"m |> compile('adam', loss = loss_categorical_crossentropy(from_logits = TRUE),\n"
    (fault,) = told(logits + b"  metrics = list(metric_categorical_crossentropy()))").checked.findings
    assert fault.fix == "metric_categorical_crossentropy() with from_logits = TRUE"


LOGITS = b"""m <- keras_model_sequential(4) |> layer_dense(1)
m |> compile("adam", loss = loss_binary_crossentropy, metrics = metric_binary_accuracy)
"""


def test_a_function_that_is_handed_over_is_followed_unless_the_program_has_one_of_its_name():
    assert found(LOGITS) == [("logits-without-from-logits", 1)]
    told_so = LOGITS.replace(b"crossentropy,", b"crossentropy(from_logits = TRUE),")
    assert found(told_so) == [("accuracy-on-logits", 2)]
    for own in (b"loss_binary_crossentropy <- function(a, b) a\n", b"loss_binary_crossentropy <- own()\n"):
        done = told(own + LOGITS)
        assert [each.what for each in done.checked.unfollowed] == ["the loss"]
    assert told(LOGITS.replace(b"loss_binary_crossentropy", b"metric_auc")).checked.unfollowed


def test_functions_that_can_be_handed_over_have_their_counterpart_in_keras():
    keras = pytest.importorskip("keras")
    made = [handed_over(each) for each in makers()]
    assert len([*filter(None, made)]) > 50
    for each in filter(None, made):
        module, _, name = each.partition(".")
        assert callable(getattr(getattr(keras, module), name))


def test_findings_are_told_in_r_where_they_are_in_r_and_in_python_where_they_are_in_python():
    in_python = b"import keras\nm = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])\n"
    in_python += b"m.compile(loss=keras.losses.BinaryCrossentropy())\n"
    content = b"```{r}\n" + LOGITS + b"```\n```{python}\n" + in_python + b"```\n"
    done = report(RULES, Source("a.qmd", "markdown", content, named=True), Wanted())
    texts = {done.locations[each.place].line: each.says + each.fix for each in done.checked.findings}
    assert "loss_binary_crossentropy without from_logits = TRUE" in texts[2]
    assert "BinaryCrossentropy without from_logits=True" in texts[7]
