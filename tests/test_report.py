"""One outline, several renderers: nothing is lost in any of them, and code stays code."""

from __future__ import annotations

import json
import re
from io import StringIO

import jsonschema
import pytest
from rich.console import Console

from lossadvisor import recommend
from lossadvisor.advice.recommending import advice, recommended
from lossadvisor.report import document, encoding
from lossadvisor.report.outlines import combination as combination_outline
from lossadvisor.report.outlines import markdown, plain, terminal
from lossadvisor.report.outlines import referral as referral_outline
from lossadvisor.report.outlines.advice import outline
from lossadvisor.report.outlines.outline import Code, Facts, Lines, Outline, section
from tests.running import cases, ran
from tests.shipped import AT, BUNDLES, EACH, RULES, STOPS, named

ANSI = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
SCHEMA = json.loads(ran("schema").out)
KEYS = set(cases("json_fields"))
JUDGE = jsonschema.Draft202012Validator(SCHEMA)
RENDERERS = [plain.rendered, markdown.rendered, lambda of: on_terminal(of, 120)]


def on_terminal(of: Outline, width: int) -> str:
    text = StringIO()
    terminal.show(of, Console(file=text, force_terminal=True, width=width, highlight=False))
    return ANSI.sub("", text.getvalue())


def code_section(text: str) -> str:
    """What stands between the headings Code and Labels."""
    return re.search(r"^Code\n(.*?)^Labels$", text, re.DOTALL | re.MULTILINE)[1]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    told = json.loads(encoding.encoded(document.record(recommend(task="binary"))))
    for key in KEYS:
        broken = {name: value for name, value in told.items() if name != key}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**told, "schema": "another"}, SCHEMA)


@pytest.mark.parametrize("where", AT)
def test_json_fits_the_schema_and_holds_every_promised_key(where):
    for answers in AT[where]:
        text = encoding.encoded(document.record(advice(RULES, answers)))
        told = json.loads(text)
        JUDGE.validate(told)
        assert set(told) >= KEYS
        assert told["schema"] == "lossadvisor/recommendation/1"
        assert "\n" not in text


@pytest.mark.parametrize("answers", [*STOPS, *BUNDLES], ids=named)
def test_where_there_is_no_single_head_json_fits_the_schema_too(answers):
    told = json.loads(encoding.encoded(document.record(recommended(RULES, answers))))
    JUDGE.validate(told)
    kind = "referral" if answers in STOPS else "combination"
    assert told["schema"] == f"lossadvisor/{kind}/1"
    for key in told:
        with pytest.raises(jsonschema.ValidationError):
            JUDGE.validate({name: value for name, value in told.items() if name != key})
    for head in told.get("heads", {}).values():
        JUDGE.validate(head)


def squeezed(text: str) -> str:
    """`text` without spaces and line breaks, and without what Markdown escapes."""
    return "".join(re.sub(r"\\([*_`\[\]<>|])", r"\1", text).split())


@pytest.mark.parametrize("answers", EACH, ids=named)
@pytest.mark.parametrize("render", RENDERERS)
def test_every_sentence_is_in_every_report(answers, render):
    told = advice(RULES, answers)
    text = squeezed(render(outline(told)))
    said = [*told.because, *told.notes, *told.sources, told.hidden, told.labels.says, told.decoding.says]
    said += [told.command, told.code, *told.labels.conversions.values()]
    said += [each for avoid in told.avoid for each in (avoid.what, avoid.because)]
    said += [each for other in told.instead for each in (other.when, other.price)]
    said += [metric.says for metric in told.metrics]
    for sentence in said:
        assert squeezed(sentence) in text


@pytest.mark.parametrize("answers", STOPS, ids=named)
@pytest.mark.parametrize("render", RENDERERS)
def test_every_sentence_of_a_stop_is_in_every_report(answers, render):
    told = recommended(RULES, answers)
    text = squeezed(render(referral_outline.outline(told)))
    assert told.says
    assert told.nearest
    for sentence in (told.says, *told.because, *told.sources, told.command):
        assert squeezed(sentence) in text
    for each in told.nearest:
        assert squeezed(each.task) in text
        assert squeezed(each.loses) in text


@pytest.mark.parametrize("answers", BUNDLES, ids=named)
@pytest.mark.parametrize("render", RENDERERS)
def test_every_head_of_several_is_in_every_report(answers, render):
    told = recommended(RULES, answers)
    text = squeezed(render(combination_outline.outline(told)))
    for sentence in (*told.because, *told.sources, told.command, told.code):
        assert squeezed(sentence) in text
    for name, head in told.heads.items():
        assert squeezed(name) in text
        for sentence in (head.loss, head.labels.encoding, head.command, *head.because):
            assert squeezed(sentence) in text


def test_what_is_no_single_head_is_markdown_in_a_notebook_too():
    for answers in (*STOPS, *BUNDLES):
        typed = [part for name, said in answers.items() for part in (f"--{name}", str(said))]
        shown = ran("recommend", *typed, "--format", "markdown").out
        assert recommended(RULES, answers)._repr_markdown_() == shown


def test_a_loss_that_keras_lacks_is_told_with_what_it_has_instead():
    lacking = [told for told in (advice(RULES, answers) for answers in EACH) if told.lacks]
    assert lacking
    for told in lacking:
        of = outline(told)
        assert of.title.endswith("for which Keras has no built-in loss")
        assert ("without it", told.lacks) in of.sections[0].blocks[0].rows


@pytest.mark.parametrize("answers", EACH[::3], ids=named)
@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_on_a_terminal_of_any_width_the_code_can_be_copied_as_it_stands(answers, width):
    told = advice(RULES, answers)
    text = on_terminal(outline(told), width)
    assert code_section(text).strip() == told.code.strip()
    assert told.command in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_prose_keeps_within_the_terminal(width):
    told = recommend(task="binary", goal="margin")
    code = {*told.code.splitlines(), told.command, told.labels.shaped}
    code |= {line for each in told.labels.conversions.values() for line in each.splitlines()}
    for line in on_terminal(outline(told), width).splitlines():
        assert len(line.rstrip()) <= width or line.strip() in {each.strip() for each in code}


def test_a_section_without_content_is_left_out():
    assert section("Why", Lines(()), Facts(()), Code("")) == ()
    assert section("Why", Lines(("so",)), Code("")) == section("Why", Lines(("so",)))


def test_markdown_does_not_read_markup_into_names():
    of = Outline("a_b", "*x*", section("S", Facts((("k_1", "a | b <c>"),))))
    text = markdown.rendered(of)
    assert text.startswith(r"# a\_b")
    assert r"\*x\*" in text
    assert r"- **k\_1**: a \| b \<c\>" in text


def test_code_in_markdown_stands_in_a_fence_of_its_own():
    told = recommend(task="multilabel", classes=672)
    text = markdown.rendered(outline(told))
    assert f"```python\n{told.code.rstrip()}\n```" in text
    assert text.count("```") % 2 == 0


def test_a_notebook_shows_the_recommendation_as_markdown():
    told = recommend(task="multilabel", classes=672)
    assert told._repr_markdown_() == ran(
        "recommend", "--task", "multilabel", "--classes", "672", "--format", "markdown").out  # fmt: skip


def test_an_error_is_a_record_of_its_own():
    told = encoding.encoded(encoding.failure(ValueError("no"), line=3))
    assert json.loads(told) == {"schema": "lossadvisor/error/1", "error": "no", "line": 3}
    assert "line" not in json.loads(encoding.encoded(encoding.failure(ValueError("no"))))
