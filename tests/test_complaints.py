"""A complaint tells the file, the line and the way through the file to what is wrong."""

from __future__ import annotations

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.complaints import Complaint, Complaints, spelled

TEXT = """\
tree:
  ask: mood
  then:
    calm:
      avoid:
        - metric: hits
        - metric: hit
"""


def test_a_trail_is_spelled_in_the_words_of_the_file():
    assert spelled(("tree", "then", "calm", "avoid", 1, "metric")) == "calm > avoid 2 > metric"
    assert spelled(("tree",)) == ""
    assert spelled((0,)) == "1"


def test_the_line_is_found_when_there_is_something_to_complain_about():
    complaints = Complaints()
    complaints.knows("a.yaml", TEXT)
    complaints.add("a.yaml", ("tree", "then", "calm", "avoid", 1, "metric"), "no")
    assert str(complaints.found[0]) == "a.yaml:7: calm > avoid 2 > metric: no"


def test_a_place_that_is_not_in_the_file_gets_the_line_around_it():
    complaints = Complaints()
    complaints.knows("a.yaml", TEXT)
    complaints.add("a.yaml", ("tree", "then", "calm", "labels"), "no")
    complaints.add("a.yaml", ("nowhere",), "no")
    assert [each.line for each in complaints.found] == [4, 1]


def test_a_leaf_is_known_by_its_name():
    complaints = Complaints()
    complaints.knows("a.yaml", TEXT)
    complaints.places("a > mood=calm", "a.yaml", ("tree", "then", "calm"))
    complaints.add_at("a > mood=calm", ("avoid", 0), "no")
    assert str(complaints.found[0]) == "a.yaml:6: a > mood=calm: no"


def test_a_file_that_could_not_be_read_has_no_line_of_ours():
    complaints = Complaints()
    complaints.add("missing.yaml", ("a",), "no")
    complaints.add_unreadable(AdvisorError("b.yaml:3: a tab"), "b.yaml")
    complaints.add_unreadable(AdvisorError("cannot be read"), "c.yaml")
    assert [str(each) for each in complaints.found] == [
        "missing.yaml: a: no", "b.yaml:3: a tab", "c.yaml: cannot be read"
    ]  # fmt: skip


def test_a_complaint_without_a_trail_is_about_the_file():
    assert str(Complaint("a.yaml", 0, "", "empty")) == "a.yaml: empty"
