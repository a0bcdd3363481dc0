"""Every format tells the same findings, and keeps to the rules of those who read it."""

from __future__ import annotations

import json
import re
from io import StringIO
from xml.etree import ElementTree

import jsonschema
import msgspec
import pytest
from rich.console import Console

from lossadvisor.check.findings import Checked, Edit, Finding, Related
from lossadvisor.check.reports import MISNAMED, UNUSED, FileReport, Location, Remark, Tally
from lossadvisor.check.seen import Place, Unfollowed
from lossadvisor.report.findings import github as findings_github
from lossadvisor.report.findings import gitlab as findings_gitlab
from lossadvisor.report.findings import json_record as findings_json
from lossadvisor.report.findings import junit as findings_junit
from lossadvisor.report.findings import plain as findings_plain
from lossadvisor.report.findings import sarif as findings_sarif
from lossadvisor.report.findings import statistics
from lossadvisor.report.findings import terminal as findings_terminal
from lossadvisor.report.findings.sums import summary
from lossadvisor.report.findings.words import NEAR, near
from lossadvisor.rulebook import loading
from tests.running import CASES

RULES = loading.load()
LAYER, LOSS, BLANK = Place(3, 5, 3, 12), Place(4, 1, 5, 2), Place(4, 7, 4, 7)
WRONG = Finding(
    "softmax-of-one", "error", LAYER, "a softmax of one is 1.", "nothing learned", "a = 1\nb = 2",
    (Related(LOSS, "the loss"),), (Edit(LAYER, "new"), Edit(BLANK, "x=")),
)  # fmt: skip
DOUBTFUL = Finding("sigmoid-for-one-of-many", "warning", LOSS, "units", "probabilities", "softmax")
LOOK = Finding("accuracy-on-many-labels", "note", LOSS, "metric", "other", "")
LOST = Unfollowed(LOSS, "the loss", "built in another file")
PYTHON = FileReport(
    "src/train.py", "python", Checked((WRONG, DOUBTFUL), (LOST,), 2),
    locations={LAYER: Location(3, 5, 3, 12, "\tm = Dense(1)"), LOSS: Location(4, 1, 5, 2, "f("),
           BLANK: Location(4, 7, 4, 7, "f(")},
)  # fmt: skip
NOTEBOOK = FileReport(
    "a b.ipynb", "notebook", Checked((WRONG, LOOK), (LOST,), 1),
    locations={LAYER: Location(40, 9, 40, 18, "m = Dense(1)", 7, 2, 5, 2, 12),
           LOSS: Location(41, 6, 42, 7, "f(", 7, 3, 1, 4, 2),
           BLANK: Location(41, 12, 41, 12, "f(", 7, 3, 7, 3, 7)},
    unparsed=(Remark(2, "not Python 3", 5),),
)  # fmt: skip
BROKEN = FileReport("bad.py", "python", unreadable="not Python 3", line=9)
HOSTILE = FileReport(
    "odd\n::error::,é\x1b[31m\udcff%.py", "python",
    Checked((Finding("softmax-of-one", "error", LAYER, "says\x1b[2J", "be\ncause", "me\rnd 100%"),), (), 1),
    locations={LAYER: Location(3, 5, 3, 12, "é\x1b[31m日本 = 1")},
)  # fmt: skip
SAVED = FileReport("model.keras", "archive", Checked((WRONG,), (LOST,), 1))
SPOKEN = FileReport("the head", "head", Checked((WRONG,), (), 1))
REMARKED = FileReport(
    "a b.ipynb", "notebook", Checked((), (), 1),
    remarks=(Remark(2, "nothing is found here", 5, 31, UNUSED),
             Remark(2, "'sofmax' is none", 6, 35, MISNAMED),
             Remark(0, "cannot be written")),
)  # fmt: skip
ALL = (PYTHON, NOTEBOOK, BROKEN, HOSTILE, SAVED, SPOKEN)


def plain(*reports) -> list[str]:
    tally = Tally()
    return list(findings_plain.lines(tally.counted(reports), tally))


def terminal(*reports, width: int = 100) -> str:
    tally, out = Tally(), StringIO()
    findings_terminal.show(tally.counted(reports), tally, Console(file=out, width=width, highlight=False))
    return out.getvalue()


def in_json(*reports) -> dict:
    tally = Tally()
    return json.loads(msgspec.json.encode(findings_json.record(tally.counted(reports), tally)))


def sarif(*reports) -> dict:
    return json.loads(msgspec.json.encode(findings_sarif.document(reports, RULES.findings)))


def test_plain_has_a_line_for_each_finding():
    assert plain(PYTHON, BROKEN) == [
        "src/train.py:3:5: error softmax-of-one: a softmax of one is 1; nothing learned; "
        "fix: a = 1; b = 2 [*]",
        "src/train.py:4:1: warning sigmoid-for-one-of-many: units; probabilities; fix: softmax",
        "src/train.py:4: could not follow the loss (built in another file)",
        "bad.py:9: not checked: not Python 3",
        "Found 1 error and 1 warning in 2 files; 1 can be fixed with --fix; 1 of 2 models was not followed; "
        "1 of 2 files was not read; explain: lossadvisor explain NAME",
    ]


def test_concise_says_only_what_is_wrong():
    assert list(findings_plain.lines([PYTHON], Tally(), concise=True))[:3] == [
        "src/train.py:3:5: error softmax-of-one: a softmax of one is 1 [*]",
        "src/train.py:4:1: warning sigmoid-for-one-of-many: units",
        "src/train.py:4: could not follow the loss (built in another file)",
    ]


def test_a_program_that_is_read_in_part_is_not_said_to_be_unread():
    partly = FileReport("old.py", "python", unparsed=(Remark(4, "not Python 3"),))
    assert plain(partly)[0] == "old.py:4: read only in part: not Python 3"
    assert plain(partly)[1] == "No Keras model found; 1 file was read only in part"


@pytest.mark.parametrize("width", [40, 100])
def test_concise_on_a_terminal_is_a_line_in_colours_for_each_finding(width):
    tally, out = Tally(), StringIO()
    shown = Console(file=out, width=width, highlight=False, force_terminal=True, color_system="standard")
    findings_terminal.show_lines(tally.counted((PYTHON, BROKEN)), tally, shown)
    told = out.getvalue()
    assert "\x1b[1;31merror\x1b[0m" in told
    bare = re.sub(r"\x1b\[[\d;]*m", "", told).splitlines()
    assert bare[:4] == list(findings_plain.lines([PYTHON, BROKEN], Tally(), concise=True))[:4]
    assert all(len(line) <= width for line in bare[4:])
    assert " ".join(line.strip() for line in bare[4:]) == summary(tally)


def test_a_notebook_is_told_by_cell_and_line():
    assert plain(NOTEBOOK)[0].startswith("a b.ipynb:cell 7:2:5: error softmax-of-one: ")
    assert "a b.ipynb:cell 5:2: not checked: not Python 3" in plain(NOTEBOOK)
    assert "a b.ipynb:cell 7:3: could not follow the loss (built in another file)" in plain(NOTEBOOK)


def test_what_has_no_lines_is_told_by_its_name_alone():
    assert plain(SAVED)[0].startswith("model.keras: error softmax-of-one: ")
    assert plain(SAVED)[1] == "model.keras: could not follow the loss (built in another file)"
    assert plain(SPOKEN)[0].startswith("the head: error softmax-of-one: ")


@pytest.mark.parametrize("print_", [plain, terminal], ids=["plain", "terminal"])
def test_nothing_in_a_file_reaches_the_terminal_as_a_command(print_):
    told = print_(HOSTILE)
    for line in told if isinstance(told, list) else told.splitlines():
        assert line.replace("\udcff", "").isprintable()
    assert len(plain(HOSTILE)) == 2


@pytest.mark.parametrize("width", [30, 100])
def test_a_caret_stands_under_what_is_meant(width):
    source = "\tmödel = 日本(Dense(1))  # 日本"
    begin = source.index("Dense") + 1
    place = Place(8, begin, 8, begin + 8)
    finding = Finding("softmax-of-one", "error", place, "says", "because", "fix")
    found = FileReport(
        "a.py",
        "python",
        Checked((finding,), (), 1),
        locations={place: Location(8, begin, 8, begin + 8, source)},
    )
    line, caret = (each for each in terminal(found, width=width).splitlines() if "│" in each)
    assert line.split("│ ")[1] == source.strip()
    before = line[: line.index("Dense")]
    columns = len(before) + sum(letter in "日本" for letter in before)
    assert caret[columns:] == "^" * 8
    assert caret[:columns].strip(" │") == ""


def test_the_terminal_tells_all_that_plain_tells():
    told = " ".join(terminal(PYTHON, NOTEBOOK, BROKEN, width=200).split())
    for word in ("src/train.py:3:5", "a b.ipynb:cell 7:2:5", "softmax-of-one", "nothing learned", "b = 2",
                 "bad.py:9: not checked", "could not follow the loss", "the loss", "1 of 3 files was",
                 "softmax-of-one [*]"):  # fmt: skip
        assert word in told


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal_cuts_no_word_off_a_long_path(width):
    path = "a_folder/" * 10 + "train.py"
    rows = terminal(msgspec.structs.replace(PYTHON, path=path), width=width).split("\n")
    assert f"{path}:3:5 error softmax-of-one [*]" in rows
    assert f"  {path}:4:1: the loss" in rows


def test_json_counts_lines_in_the_file_and_cells_beside_them():
    told = in_json(PYTHON, NOTEBOOK, BROKEN)
    assert told["schema"] == "lossadvisor/check/2"
    first = told["findings"][0]
    keys = ("file", "line", "column", "end_line", "end_column", "cell", "cell_line")
    assert [first[key] for key in keys] == ["src/train.py", 3, 5, 3, 12, None, None]
    cell = told["findings"][2]
    assert [cell[key] for key in ("line", "column", "cell", "cell_line", "cell_column")] == [40, 9, 7, 2, 5]
    assert [each["fixable"] for each in told["findings"]] == [True, False, True, False]
    assert first["related"] == [{"line": 4, "column": 1, "cell": None, "cell_line": None, "says": "the loss"}]
    assert told["unfollowed"][0]["why"] == "built in another file"
    assert [each["why"] for each in told["unreadable"]] == ["not Python 3", "not Python 3"]
    assert told["summary"]["errors"] == 2


def test_statistics_count_each_finding_the_most_first():
    tally = Tally()
    again = (PYTHON, NOTEBOOK, SAVED)
    assert list(statistics.lines(tally.counted(again), tally)) == [
        "a b.ipynb:cell 5:2: not checked: not Python 3",
        "3  error    softmax-of-one          [*]",
        "1  warning  sigmoid-for-one-of-many",
        "1  note     accuracy-on-many-labels",
        summary(tally),
    ]
    unproven = msgspec.structs.replace(WRONG, edits=())
    mixed = FileReport("a.py", "python", Checked((unproven, *[WRONG] * 10)))
    assert next(statistics.lines([mixed], Tally())) == "11  error    softmax-of-one [-]"
    none = msgspec.structs.replace(mixed, checked=Checked((unproven,)))
    assert next(statistics.lines([none], Tally())) == "1  error    softmax-of-one"


def test_json_has_the_same_counts():
    assert in_json(PYTHON, NOTEBOOK)["statistics"] == [
        {"name": "softmax-of-one", "severity": "error", "count": 2, "fixable": 2},
        {"name": "sigmoid-for-one-of-many", "severity": "warning", "count": 1, "fixable": 0},
        {"name": "accuracy-on-many-labels", "severity": "note", "count": 1, "fixable": 0},
    ]


def test_json_and_sarif_are_written_whatever_a_file_is_called():
    assert "\\udcff" in in_json(*ALL)["findings"][4]["file"]
    assert "%FF" in json.dumps(sarif(*ALL))


def test_github_gets_one_command_for_each_finding():
    lines = list(findings_github.lines([PYTHON, NOTEBOOK, BROKEN]))
    assert lines[0] == (
        "::error file=src/train.py,line=3,endLine=3,col=5,endColumn=12,title=softmax-of-one::"
        "a softmax of one is 1; nothing learned; fix: a = 1; b = 2"
    )
    assert lines[1].startswith("::warning file=src/train.py,line=4,endLine=5,title=sigmoid-for-one-of-many::")
    assert lines[2].startswith("::error file=a b.ipynb,line=40,endLine=40,col=9,")
    assert lines[3].startswith("::notice file=a b.ipynb,line=41,")
    assert lines[4:] == [
        "::warning file=a b.ipynb,line=1,title=not checked::cell 5, line 2: not Python 3",
        "::warning file=bad.py,line=9,title=not checked::not Python 3",
    ]
    (excused,) = findings_github.lines([FileReport("a.R", "r", unreadable="R is not read", excused=True)])
    assert excused == "::notice file=a.R,line=1,title=not checked::R is not read"


def test_github_reads_no_command_out_of_a_file():
    (line,) = findings_github.lines([HOSTILE])
    properties, message = re.fullmatch(r"::error (.*?)::(.*)", line).groups()
    assert properties.startswith("file=odd%0A%3A%3Aerror%3A%3A%2C")
    assert "100%25" in message
    assert findings_github._command("error", {"file": "a"}, "x\r\ny") == "::error file=a::x%0D%0Ay"
    (spoken,) = findings_github.lines([SPOKEN])
    assert spoken.startswith("::error title=softmax-of-one::")


# the fields that GitLab 17 asks for in a code quality report
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def gitlab(*reports) -> list:
    return json.loads(msgspec.json.encode([*findings_gitlab.entries(reports)]))


@pytest.mark.parametrize("reports", [ALL, (), (BROKEN,), (REMARKED, PYTHON)])
def test_gitlab_gets_the_fields_that_it_asks_for(reports):
    jsonschema.validate(gitlab(*reports), GITLAB)


def test_gitlab_gets_an_entry_for_each_finding_in_a_file_and_each_part_that_is_not_read():
    found = gitlab(*ALL)
    assert [(each["check_name"], each["severity"]) for each in found] == [
        ("softmax-of-one", "critical"), ("sigmoid-for-one-of-many", "major"),
        ("softmax-of-one", "critical"), ("accuracy-on-many-labels", "info"), ("not-checked", "major"),
        ("not-checked", "major"), ("softmax-of-one", "critical"), ("softmax-of-one", "critical"),
    ]  # fmt: skip
    assert found[1]["location"] == {"path": "src/train.py", "lines": {"begin": 4, "end": 5}}
    assert found[2]["description"].endswith("(cell 7, line 2)")
    assert found[5]["location"]["lines"] == {"begin": 9}
    assert len({each["fingerprint"] for each in found}) == len(found)


def test_gitlab_knows_a_finding_again_that_has_moved_and_tells_those_alike_apart():
    moved = Place(9, 1, 9, 8)
    again = Finding("softmax-of-one", "error", moved, "a softmax of one is 1.", "", "")
    lines = {LAYER: Location(3, 5, 3, 12, "m = Dense(1)"), moved: Location(9, 1, 9, 8, "m  =  Dense(1)")}
    before = FileReport("a.py", "python", Checked((WRONG,), (), 1), locations=lines)
    after = FileReport("./a.py", "python", Checked((again,), (), 1), locations=lines)
    both = FileReport("a.py", "python", Checked((WRONG, again), (), 1), locations=lines)
    elsewhere = FileReport("b.py", "python", Checked((WRONG,), (), 1), locations=lines)
    (one,), (same,), (other,) = gitlab(before), gitlab(after), gitlab(elsewhere)
    assert one["fingerprint"] == same["fingerprint"] != other["fingerprint"]
    first, second = gitlab(both)
    assert first["fingerprint"] == one["fingerprint"] != second["fingerprint"]


# elements with their attributes and what they hold, as Jenkins' schema junit-10 has them
JUNIT = {
    "testsuites": ({"name", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"testcase", "system-out"}),
    "testcase": ({"classname", "name"}, {"failure", "error", "system-out"}),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "system-out": (set(), set()),
}


@pytest.mark.parametrize("reports", [ALL, (), (BROKEN,), (REMARKED, PYTHON)])
def test_junit_has_the_elements_that_build_servers_read(reports):
    root = ElementTree.fromstring(findings_junit.document(reports))
    assert root.tag == "testsuites"
    for element in root.iter():
        attributes, inner = JUNIT[element.tag]
        assert set(element.attrib) == attributes
        assert {each.tag for each in element} <= inner
    for element in (root, *root.iter("testsuite")):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(element.attrib[name]) == len([*element.iter(tag)])
    assert len([*root]) == len(reports)


def test_junit_fails_for_errors_and_warnings_and_tells_notes():
    root = ElementTree.fromstring(findings_junit.document([PYTHON, NOTEBOOK, FileReport("b.py", "python")]))
    train, notebook, good = root
    assert [each.attrib["type"] for each in train.iter("failure")] == ["error", "warning"]
    assert (
        train.find("system-out").text == "src/train.py:4: could not follow the loss (built in another file)"
    )
    wrong, note, unread = notebook
    assert wrong.find("failure").text.startswith("a b.ipynb:cell 7:2:5: a softmax of one is 1; ")
    assert note.find("failure") is None
    assert note.find("system-out").text.startswith("a b.ipynb:cell 7:3:1: metric")
    assert unread.find("error").attrib == {"message": "not Python 3", "type": "not-checked"}
    assert [each.attrib["name"] for each in good] == ["nothing found"]


@pytest.mark.parametrize("reports", [ALL, (), (BROKEN,), (REMARKED, PYTHON)])
def test_sarif_keeps_to_its_standard(reports):
    schema = json.loads((CASES / "sarif.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(sarif(*reports), schema)


def test_sarif_names_every_finding_there_can_be_in_full():
    rules = sarif()["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*RULES.findings, UNUSED, MISNAMED]
    assert all(not re.search(r"\{\w+\}", json.dumps(rule)) for rule in rules)


def test_a_remark_stands_where_programs_look_for_it():
    first, *others = in_json(REMARKED)["remarks"]
    assert [each["name"] for each in others] == ["unknown-ignore", ""]
    assert first == {"file": "a b.ipynb", "line": 31, "cell": 5, "cell_line": 2, "name": "unused-ignore",
                     "says": "nothing is found here"}  # fmt: skip
    assert list(findings_github.lines([REMARKED])) == [
        "::notice file=a b.ipynb,line=31,title=unused-ignore::cell 5, line 2: nothing is found here",
        "::notice file=a b.ipynb,line=35,title=unknown-ignore::cell 6, line 2: 'sofmax' is none",
        "::notice file=a b.ipynb,line=1,title=remark::cannot be written",
    ]
    assert [(each["check_name"], each["severity"]) for each in gitlab(REMARKED)] == [
        ("unused-ignore", "info"), ("unknown-ignore", "info"), ("remark", "info"),
    ]  # fmt: skip
    suite = ElementTree.fromstring(findings_junit.document([REMARKED]))[0]
    assert suite.find("system-out").text.splitlines()[0] == "a b.ipynb:cell 5:2: nothing is found here"
    assert suite.attrib["failures"] == suite.attrib["errors"] == "0"
    run = sarif(REMARKED)["runs"][0]
    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [
        (UNUSED, "note"),
        (MISNAMED, "note"),
    ]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 31
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (told["level"], told["message"]["text"]) == ("note", "cannot be written")


def test_sarif_points_into_the_file_and_carries_the_fix():
    run = sarif(PYTHON, NOTEBOOK)["runs"][0]
    first, _, cell, _ = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert cell["locations"][0]["physicalLocation"]["region"]["startLine"] == 40
    assert cell["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.ipynb"
    change = first["fixes"][0]["artifactChanges"][0]
    assert [each["insertedContent"]["text"] for each in change["replacements"]] == ["new", "x="]
    assert "fixes" not in sarif(SAVED)["runs"][0]["results"][0]


def test_sarif_gives_a_file_elsewhere_its_whole_address():
    outside = FileReport("/elsewhere/a b.py", "python", unreadable="why", line=1)
    (told,) = sarif(outside)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "file:///elsewhere/a%20b.py"
    }


MORE = "; explain: lossadvisor explain NAME"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"files": 12, "models": 8}, "All good: 12 files, 8 models"),
        ({"files": 1, "models": 1}, "All good: 1 file, 1 model"),
        ({"files": 12, "models": 9, "errors": 3, "warnings": 1, "fixable": 2},
         f"Found 3 errors and 1 warning in 12 files; 2 can be fixed with --fix{MORE}"),
        ({"files": 1, "models": 1, "errors": 1, "warnings": 2, "notes": 1},
         f"Found 1 error, 2 warnings and 1 note in 1 file{MORE}"),
        ({"files": 2, "models": 2, "notes": 1}, f"Found 1 note in 2 files{MORE}"),
        ({"files": 3}, "No Keras model found in 3 files"),
        ({"files": 1}, "No Keras model found in 1 file"),
        ({"files": 3, "unreadable": 1}, "No Keras model found; 1 of 3 files was not read"),
        ({"files": 3, "unreadable": 3}, "Nothing was checked: 3 files could not be read"),
        ({"files": 1, "unreadable": 1}, "Nothing was checked: 1 file could not be read"),
        ({}, "Nothing was checked: all files are excluded"),
        ({"files": 5, "models": 8, "lost": 2}, "Nothing found, but 2 of 8 models were not followed"),
        ({"files": 5, "models": 8, "lost": 1}, "Nothing found, but 1 of 8 models was not followed"),
        ({"files": 1, "models": 1, "lost": 1}, "Nothing found, but 1 model was not followed"),
        ({"files": 1, "models": 3, "lost": 3}, "Nothing found, but 3 models were not followed"),
        ({"files": 1, "models": 0, "lost": 1}, "Nothing found, but 1 place was not followed"),
        ({"files": 4, "models": 2, "unreadable": 1, "partly": 2},
         "Nothing found, but 1 of 4 files was not read and 2 of 4 files were read only in part"),
        ({"files": 4, "models": 2, "fixed": 1}, "Fixed 1 finding in 4 files; nothing is left"),
        ({"files": 4, "models": 2, "fixed": 3, "lost": 1},
         "Fixed 3 findings in 4 files; nothing else was found, but 1 of 2 models was not followed"),
        ({"files": 1, "models": 1, "fixed": 2, "errors": 1},
         f"Fixed 2 findings; 1 error is left in 1 file{MORE}"),
        ({"files": 1, "models": 1, "fixed": 1, "errors": 1, "notes": 2},
         f"Fixed 1 finding; 1 error and 2 notes are left in 1 file{MORE}"),
        ({"files": 2, "models": 3, "known": 4}, "Nothing new: 2 files, 3 models; 4 findings are known"),
        ({"files": 2, "models": 3, "known": 1, "lost": 1, "unreadable": 1},
         "Nothing new: 2 files, 3 models; 1 finding is known; 1 of 3 models was not followed; "
         "1 of 2 files was not read"),
        ({"files": 2, "models": 3, "known": 1, "errors": 2, "notes": 1},
         f"Found 2 new errors and 1 new note in 2 files; 1 more is known{MORE}"),
        ({"files": 2, "models": 3, "known": 2, "fixed": 1},
         "Fixed 1 finding; nothing new is left: 2 files, 3 models; 2 findings are known"),
        ({"heads": 1, "models": 1, "errors": 1}, f"Found 1 error in this head{MORE}"),
    ],
)  # fmt: skip
def test_the_last_line_is_in_words_and_no_pass_where_something_was_not_seen(counts, words):
    assert summary(Tally(**counts)) == words


@pytest.mark.parametrize("counts", [{"lost": 1}, {"unreadable": 1}, {"partly": 1}, {"models": 0}])
def test_nothing_is_green_where_something_was_not_seen(counts):
    assert findings_terminal._style(Tally(files=2, models=2)) == "bold green"
    assert findings_terminal._style(Tally(**{"files": 2, "models": 2, **counts})) == "bold"
    assert findings_terminal._style(Tally(files=2, models=2, warnings=1)) == "bold yellow"


def test_of_a_very_long_line_only_what_is_near_is_looked_at():
    line = "é" * 4_000 + "wrong" + "é" * 4_000
    cut, column = near(line, 4_000)
    assert cut[column : column + 5] == "wrong"
    assert len(cut) == 2 * NEAR
    assert near("short", 3) == ("short", 3)
