"""The site without a browser: links, sizes, the same bytes again, its folder, and what it fills in."""

from __future__ import annotations

import random
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lossadvisor.cli import page
from lossadvisor.page import sheetdrawing
from lossadvisor.page.folder import LIST
from lossadvisor.page.numbers import Numbered, filled, templates
from lossadvisor.page.sheet import rows
from lossadvisor.page.site import Site
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.shipped import shipped
from tests.docs import curve
from tests.running import ran, refused
from tests.shipped import RULES

MOST, FIRST_VIEW = 1_000_000, 100_000
OWN = ("data/common.js", "data/words.js", "data/binary.js", "data/several-outputs.js")  # they name the folder
FIRST = ("index.html", "page.css", "page.js", "search.js", "wizard.js")


@pytest.fixture(scope="module")
def site():
    return Site(RULES)


@pytest.fixture(scope="module")
def files(site):
    return site.files()


class Links(HTMLParser):
    """The names that a page has, and those to which it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.to: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.names.append(value)
            if name in ("href", "src"):
                self.to.append(value)


def test_the_site_is_small(files):
    assert sum(map(len, files.values())) < MOST
    assert sum(len(files[name]) for name in FIRST) < FIRST_VIEW


def test_every_link_leads_somewhere_in_the_site(files):
    pages = {name: Links(content.decode()) for name, content in files.items() if name.endswith(".html")}
    for name, one in pages.items():
        assert len(one.names) == len(set(one.names)), name
        for to in one.to:
            file, _, part = to.partition("#")
            assert (file or name) in files, to
            assert not part or part in pages[file or name].names, to


def test_every_task_loss_and_finding_has_its_page(files):
    for file, known in (
        ("tasks.html", RULES.tasks), ("losses.html", RULES.losses), ("metrics.html", RULES.metrics),
        ("activations.html", RULES.activations), ("symptoms.html", RULES.symptoms),
    ):  # fmt: skip
        names = Links(files[file].decode()).names
        assert {*known} <= {*names}, file


def test_few_ends_take_more_than_a_page_can_fill_in(site, files):
    assert site.counts.ends > 280
    assert site.counts.examples < site.counts.ends / 5


def test_places_are_found_by_comparing_and_hold_for_numbers_that_were_not_compared():
    def render(point):
        n, m = point
        return f"Dense({n * m}) of {n} in {n - 1}, {2 * n + 3}, always 7"

    found = templates([Numbered(2, 5000, True), Numbered(1, 900, True)], render)
    chance = random.Random(0)
    for _ in range(300):
        point = (chance.randint(2, 5000), chance.randint(1, 900))
        texts = [
            each.text
            for each in found
            if all(a <= n <= b for n, (a, b) in zip(point, each.box.spans, strict=True))
        ]
        assert [filled(text, point) for text in texts] == [render(point)]


def test_numbers_are_parted_where_the_words_change():
    found = templates([Numbered(2, 99, True)], lambda point: "many" if point[0] > 37 else f"{point[0]} few")
    assert [(each.box.spans[0][1], each.text) for each in found][-1] == (99, "many")
    assert [each.text for each in found if each.box.spans[0][1] == 37] != ["many"]
    for number in range(2, 100):
        texts = [
            filled(each.text, (number,))
            for each in found
            if each.box.spans[0][0] <= number <= each.box.spans[0][1]
        ]
        assert texts == ["many" if number > 37 else f"{number} few"]


def test_what_is_no_line_of_the_number_gets_no_text():
    assert templates([Numbered(1000, 9999, True)], lambda point: f"{point[0] ** 2}") == []


def test_a_folder_that_is_not_ours_is_refused_and_nothing_in_it_is_touched(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "_files", lambda rules: {"index.html": b"ours", "data/x.js": b""})
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("mine", "utf-8")
    assert "did not write" in refused(ran("page", str(folder)))
    assert [each.name for each in folder.iterdir()] == ["index.html"]
    assert (folder / "index.html").read_text("utf-8") == "mine"
    (folder / "index.html").rename(folder / "notes.txt")
    assert ran("page", str(folder), "--force").code == 0
    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    listed = (folder / LIST).read_text("utf-8").splitlines()
    (folder / LIST).write_text("\n".join([*listed, "old.html", "../away.txt"]), "utf-8")
    (folder / "old.html").write_text("an earlier page", "utf-8")
    (tmp_path / "away.txt").write_text("not ours", "utf-8")
    assert ran("page", str(folder)).code == 0  # ours by now
    assert not (folder / "old.html").exists()
    assert (tmp_path / "away.txt").exists()
    assert (folder / "notes.txt").exists()


def test_no_link_leads_the_site_out_of_its_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "_files", lambda rules: {"index.html": b"ours", "data/x.js": b"new"})
    site, away = tmp_path / "site", tmp_path / "away"
    assert ran("page", str(site)).code == 0
    (site / "data").rename(away)
    (away / "x.js").write_text("not ours any more", "utf-8")
    (site / "data").symlink_to(away)
    for more in ((), ("--force",)):
        assert "leads out of the site's folder" in refused(ran("page", str(site), *more))
    (site / "data").unlink()
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(away / "x.js")
    assert "it holds index.html, which this command did not write" in refused(ran("page", str(site)))
    assert [each.name for each in away.iterdir()] == ["x.js"]
    assert (away / "x.js").read_text("utf-8") == "not ours any more"


def test_a_folder_is_judged_before_the_site_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "_files", lambda rules: pytest.fail("this takes seconds"))
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert "it holds notes.txt" in refused(ran("page", str(tmp_path)))
    assert "is a file" in refused(ran("page", str(tmp_path / "notes.txt")))


def test_what_cannot_be_written_is_told_in_one_line(tmp_path, monkeypatch):
    assert "no rules" in refused(ran("page", str(tmp_path / "new"), "--rules", str(tmp_path)))
    monkeypatch.setattr(page, "_files", lambda rules: {"index.html": b"ours"})
    (tmp_path / "file").write_text("", "utf-8")
    assert "is a file" in refused(ran("page", str(tmp_path / "file")))
    assert "needs a folder" in refused(ran("page"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "index.html").symlink_to("/dev/full")
    assert "No space left" in refused(ran("page", str(tmp_path / "full"), "--force"))
    assert not (tmp_path / "new").exists()
    assert "needs a file" in refused(ran("cheatsheet"))
    assert ".pdf, .svg, .html" in refused(ran("cheatsheet", "-o", str(tmp_path / "sheet.png")))
    assert "cannot be written" in refused(ran("cheatsheet", "-o", str(tmp_path / "missing" / "sheet.pdf")))


def test_rules_of_ones_own_have_their_own_site_and_the_same_rules_the_same_bytes(tmp_path, files):
    shutil.copytree(shipped(), tmp_path / "rules")
    file = tmp_path / "rules" / "tasks" / "binary.yaml"
    text = file.read_text("utf-8").replace("Yes or no for each sample", "Spam or not", 1)
    file.write_text(text, "utf-8")
    found = Site(load(str(tmp_path / "rules"))).files()
    assert b"Spam or not" in found["index.html"]
    assert b"from the rules in" in found["index.html"]
    same = [name for name in files if name.startswith("data/") and name not in OWN]
    assert [name for name in same if found[name] != files[name]] == []  # the same bytes from the same rules


def test_the_sheet_is_one_page_with_every_task_that_has_a_head():
    sheet = rows(RULES)
    assert {row.task for row in sheet} == set(RULES.tasks) - {"elsewhere", "several-outputs"}
    assert all(all(row.cells) for row in sheet)
    drawn = [each for each in sheetdrawing.drawing(sheet) if isinstance(each, sheetdrawing.Text)]
    assert max(each.y for each in drawn) < sheetdrawing.HEIGHT
    pdf = sheetdrawing.pdf(sheet)
    assert pdf.startswith(b"%PDF-1.4")
    assert pdf.count(b"/Type /Page ") == 1
    starts = [int(start) for start in re.findall(rb"(\d{10}) 00000 n", pdf)]
    assert all(pdf[start:].startswith(b"%d 0 obj" % number) for number, start in enumerate(starts, 1))
    svg = sheetdrawing.svg(sheet)
    assert all(task in svg for task in RULES.tasks if task not in ("elsewhere", "several-outputs"))


def test_the_readme_shows_the_sheet_as_it_is():
    file = Path(__file__).parents[1] / ".github" / "sheet.svg"
    drawn = sheetdrawing.svg(rows(RULES))
    assert file.read_text("utf-8") == drawn, "remove it, and: lossadvisor cheatsheet -o .github/sheet.svg"


def test_a_number_that_code_counts_is_not_said_in_a_command():
    done = ran("recommend", "bounded", "--bounds", "direction", "--outputs", "not-sure")
    assert "--outputs not-sure" in done.out


def test_long_names_of_the_sheet_break_between_their_words(files):
    text = files["cheatsheet.html"].decode()
    assert "Binary<wbr>Crossentropy" in text
    assert "binary_<wbr>accuracy" in text


def test_the_readme_shows_curves_as_they_are_drawn():
    assert curve.FILE.read_text("utf-8") == curve.drawn(), "python -m tests.docs.curve"
