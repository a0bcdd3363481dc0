"""A check in JUnit's XML, which most build servers show as tests: a suite for each file.

Elements and attributes are those that Jenkins and GitLab read. Errors and warnings are failures; a note is
told in the output of its test, which passes.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import HEAD, FileReport
from lossadvisor.errors import printable

from .gitlab import NOT_CHECKED, path
from .words import besides, remark, sentence, where

HEAD_LINE = '<?xml version="1.0" encoding="utf-8"?>\n'
ALL_GOOD = "nothing found"


def document(reports: Iterable[FileReport]) -> str:
    """The whole run as XML."""
    suites = ElementTree.Element("testsuites", name="lossadvisor")
    sums = {"tests": 0, "failures": 0, "errors": 0}
    for report in reports:
        suite, counts = _suite(report)
        suites.append(suite)
        sums = {name: sums[name] + counts[name] for name in sums}
    suites.attrib.update({name: str(count) for name, count in sums.items()})
    ElementTree.indent(suites)
    return HEAD_LINE + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _suite(report: FileReport) -> tuple[ElementTree.Element, dict[str, int]]:
    """The tests of one file; where nothing was found there is one, which passes."""
    name = printable(report.path) if report.kind == HEAD else path(report)
    suite = ElementTree.Element("testsuite", name=name)
    failures = 0
    for finding in report.checked.findings:
        failures += _case(suite, name, report, finding)
    errors = bool(report.unreadable or report.unparsed)
    if errors:
        _unread(suite, name, report)
    if not len(suite):
        ElementTree.SubElement(suite, "testcase", classname=name, name=ALL_GOOD)
    told = [*(remark(report, each) for each in report.remarks), *(() if errors else besides(report))]
    if told:
        ElementTree.SubElement(suite, "system-out").text = "\n".join(told)
    tests = len(suite.findall("testcase"))
    counts = {"tests": tests, "failures": failures, "errors": int(errors)}
    suite.attrib.update({name: str(count) for name, count in counts.items()})
    return suite, counts


def _case(suite: ElementTree.Element, name: str, report: FileReport, finding: Finding) -> bool:
    """Add the test that a finding is, and say whether it fails."""
    place = where(report, finding.place)
    location = report.locations.get(finding.place)
    line = f" at line {location.line}" if location else ""
    case = ElementTree.SubElement(suite, "testcase", classname=name, name=f"{finding.name}{line}")
    says = sentence(finding)
    if finding.severity == "note":
        ElementTree.SubElement(case, "system-out").text = f"{place}: {says}"
        return False
    told = {"message": printable(finding.says), "type": finding.severity}
    ElementTree.SubElement(case, "failure", told).text = f"{place}: {says}"
    return True


def _unread(suite: ElementTree.Element, name: str, report: FileReport) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=name, name=NOT_CHECKED)
    said = report.unreadable or report.unparsed[0].says
    error = ElementTree.SubElement(case, "error", message=printable(said), type=NOT_CHECKED)
    error.text = "\n".join(besides(report))
