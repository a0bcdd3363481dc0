"""The page in a real browser: every end by its answers, against what `recommend` says of the same."""

from __future__ import annotations

import os
import random
import shutil
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

import pytest

from lossadvisor.advice.advice import Referral
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.tasks import find
from lossadvisor.page.folder import written
from lossadvisor.page.site import Site
from lossadvisor.report.outlines.recommended import outline
from lossadvisor.rulebook.contract import UNSURE
from tests.shipped import PATHS, RULES
from tests.test_finding_tasks import WORDS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-ipc-flooding-protection --window-size=1280,900"
)
READ = """
const done = arguments[arguments.length - 1];
(async () => {
  const found = [];
  for (const each of arguments[0]) {
    history.replaceState(null, "", each);
    await shown();
    const text = (name) => document.querySelector(`[data-name="${name}"]`)?.textContent ?? null;
    found.push([interview.querySelector("h1").textContent, text("Code"), text("Command")]);
  }
  done(found);
})().catch((error) => done(String(error)));
"""
NUMBERS = ("classes", "outputs", "channels", "dimensions", "points", "pairs", "intervals", "bins")
RUN = "Run the command"  # what the page says where numbers have no text ready
ENDLESS = 60  # seconds

if CHROMIUM is None:
    if os.environ.get("LOSSADVISOR_BROWSER"):
        raise RuntimeError("no browser to test the page in; install chromium")
    pytest.skip("no chromium to test the page in", allow_module_level=True)
pytest.importorskip("selenium", reason="no selenium to drive a browser with")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    written(folder / "site", Site(RULES).files(), force=False)
    return folder / "site"


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for each in FLAGS.split():
        options.add_argument(each)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(ENDLESS)
    yield driver
    driver.quit()


def read(browser, site, found):
    """What the page shows for answers: the title, the code and the command."""
    browser.get((site / "index.html").as_uri())
    shown = browser.execute_async_script(READ, [f"#{urlencode(each)}" for each in found])
    assert isinstance(shown, list), shown
    assert [each["message"] for each in browser.get_log("browser")] == []
    return shown


def told(answers):
    found = recommended(RULES, answers)
    code = None if isinstance(found, Referral) else found.code.rstrip("\n")
    return [outline(found).title, code, found.command]


def differing(found, shown):
    wanted = []
    for answers in found:
        try:
            wanted.append(told(answers))
        except AdvisorError:
            wanted.append(None)
    return [
        (answers, [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]])
        for answers, one, other in zip(found, wanted, shown, strict=True)
        if one is not None and one != other and other[2] and other[0] != RUN
    ]


def test_every_end_shows_what_recommend_says(browser, site):
    shown = read(browser, site, PATHS)
    assert differing(PATHS, shown) == []
    unready = [answers for answers, each in zip(PATHS, shown, strict=True) if each[0] == RUN or not each[2]]
    assert unready == []


def test_other_numbers_and_what_nobody_knows_show_what_recommend_says(browser, site):
    chance = random.Random(1)
    found = []
    for answers in PATHS:
        is_example = bool({"costs", "grades", "low", "quantiles"} & answers.keys())
        named = [] if is_example else [name for name in answers if name in NUMBERS]
        if named:
            for digits in (1, chance.randrange(2, 6)):
                typed = {name: answers[name] + chance.randrange(10**digits) for name in named}
                found += [{**answers, **typed}]
        last = list(answers)[-1]
        found += [{**answers, name: UNSURE} for name in {*named, last} - {"task", "heads"}]
    settled = []
    for each in found:
        try:
            told(each)
        except AdvisorError:
            continue
        settled.append(each)
    shown = read(browser, site, settled)
    assert differing(settled, shown)[:3] == []
    ready = [each for each in shown if each[0] != RUN]
    assert len(ready) > 0.9 * len(shown), (len(ready), len(shown))


FIRST = """
const done = arguments[arguments.length - 1];
loaded("words", "words").then(prepared).then(() => done(arguments[0].map((text) => ranked(text)[0] ?? null)));
"""
ALIKE = 96  # of 100 phrases; the rest are phrases with words between theirs, or in another order


def test_the_search_of_the_page_finds_first_what_that_of_the_terminal_does(browser, site):
    texts = list(dict.fromkeys(text for phrases in WORDS.values() for text in phrases))
    wanted = [next((each.task for each in find(RULES, text)), None) for text in texts]
    browser.get((site / "index.html").as_uri())
    shown = browser.execute_async_script(FIRST, texts)
    same = [text for text, one, other in zip(texts, wanted, shown, strict=True) if one == other]
    assert 100 * len(same) >= ALIKE * len(texts), sorted(set(texts) - set(same))


LISTED = """
const done = arguments[arguments.length - 1];
axe.run().then((found) => done(found.violations.map((each) => [each.id, each.nodes[0].html.slice(0, 200)])));
"""
BINARY = (
    "labels=zero-one&data=plain&goal=probabilities&output=probabilities&style=sequential&precision=float32"
)


def views(site):
    """Every page, a question, and an answer with its code."""
    pages = [path.name for path in sorted(site.glob("*.html"))]
    return [*pages, "index.html#task=binary", f"index.html#task=binary&{BINARY}&keras=3.15"]


def opened(browser, site, view, scheme, width):
    """A view in light or dark, on a screen so wide."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    page, _, answers = view.partition("#")
    browser.get("about:blank")
    browser.get((site / page).as_uri() + (f"#{answers}" if answers else ""))
    if page == "index.html":
        browser.execute_async_script("shown().then(arguments[arguments.length - 1])")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(browser, site, width):
    for view in views(site):
        opened(browser, site, view, "light", width)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, view


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_for_those_who_see_or_hear_otherwise(browser, site, scheme):
    package = find_spec("axe_playwright_python")
    if package is None or not package.submodule_search_locations:
        pytest.skip("no axe to judge pages with")
    axe = Path(package.submodule_search_locations[0], "axe.min.js").read_text("utf-8")
    for view in views(site):
        opened(browser, site, view, scheme, 320)
        browser.execute_script(axe)
        assert browser.execute_async_script(LISTED) == [], view
