"""Sources in any encoding are read as Python reads them, and written back as they were."""

from __future__ import annotations

import ast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lossadvisor.check.documents.source import BYTE_ORDER_MARK, MOST_BYTES, decoded
from lossadvisor.check.findings import Edit
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import Unreadable

HERE = Place(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"a = 1\n", "a = 1\n", "utf-8"),
        ("é = '日本'\n".encode(), "é = '日本'\n", "utf-8"),
        (BYTE_ORDER_MARK + "é = 1".encode(), "é = 1", "utf-8"),
        ("# coding: latin-1\né = 1\n".encode("latin-1"), "# coding: latin-1\né = 1\n", "iso-8859-1"),
        ("#!py\n# -*- coding: cp1252 -*-\n€".encode("cp1252"), "#!py\n# -*- coding: cp1252 -*-\n€", "cp1252"),
        ("#!python\r# coding: cp1252\r'€'".encode("cp1252"), "#!python\n# coding: cp1252\n'€'", "cp1252"),
        ("é = 1".encode("latin-1"), "é = 1", "latin-1"),
        (b"# coding: no-such\n\xe9 = 1", "# coding: no-such\né = 1", "latin-1"),
        (b"# coding: rot13\na = 1", "# coding: rot13\na = 1", "latin-1"),
        (b"\n\n# coding: cp1252\n'\xc3\xa9'", "\n\n# coding: cp1252\n'é'", "utf-8"),
    ],
)  # fmt: skip
def test_a_source_is_read_in_the_encoding_it_is_written_in(content, text, encoding):
    found = decoded(content)
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_kinds_become_line_feeds(line_end):
    raw = line_end.join(["a = 1", "b = '''x", "y'''", "c = 2\f", ""])
    assert decoded(raw.encode()).text == "a = 1\nb = '''x\ny'''\nc = 2\f\n"


def test_a_form_feed_ends_no_line():
    found = decoded(b"a = 1\n\fb = 2\nc = 3")
    assert ast.parse(found.text).body[2].lineno == 3
    assert found.location(Place(3, 1, 3, 2)).source == "c = 3"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a\r\nb\0", 2, "NUL"),
        ("a = 1".encode("utf-16"), 0, "UTF-16"),
        (b"#" * (MOST_BYTES + 1), 0, "larger than 2 MB"),
    ],
)
def test_what_is_no_source_is_refused_with_the_reason(content, line, words):
    with pytest.raises(Unreadable, match=words) as refusal:
        decoded(content)
    assert refusal.value.line == line


def test_a_slow_codec_made_for_host_names_is_not_used():
    for name in (b"punycode", b"idna"):
        assert decoded(b"# coding: " + name + b"\n" + b"a-" * 500_000).encoding == "latin-1"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", BYTE_ORDER_MARK])
def test_an_edit_keeps_line_ends_byte_order_mark_and_encoding(line_end, mark):
    encoding = "utf-8" if mark else "latin-1"
    start = "" if mark else f"# coding: {encoding}{line_end}"
    content = mark + f"{start}é = 'softmax'  # ü{line_end}b = 2{line_end}".encode(encoding)
    found = decoded(content)
    line = 1 if mark else 2
    edit = Edit(Place(line, 6, line, 13), "sig\nmoid")
    assert found.can_edit([edit])
    changed = content.replace(b"softmax", f"sig{line_end}moid".encode())
    assert found.edited([edit]) == changed


def test_edits_outside_the_file_and_letters_its_encoding_lacks_cannot_be_written():
    latin = decoded("# coding: latin-1\n".encode("latin-1"))
    assert not latin.can_edit([Edit(HERE, "日")])
    assert not latin.can_edit([Edit(Place(9, 1, 9, 1), "a")])
    assert latin.can_edit([Edit(HERE, "é")])


@given(st.binary(max_size=200))
@example(b"# coding: utf-7\n+2AA-")
@example(b"# coding: unicode_escape\n\\ud800\\n")
@example(b"\xef\xbb\xbf# coding: latin-1\n\xff")
@example(b"# coding: undefined")
@example(b"# coding: utf-16")
@example(b"# coding: zlib")
@example(b"# coding:\xff")
def test_any_bytes_are_read_or_refused(content):
    try:
        found = decoded(content)
    except Unreadable:
        return
    assert "\r" not in found.text
    found.text.encode()  # no half of a surrogate pair, at which Python's parser stumbles
    if found.can_edit([Edit(HERE, "")]):
        assert found.edited([Edit(HERE, "")]) == content


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60), st.data())
def test_an_edit_changes_its_stretch_and_nothing_else(raw, data):
    found = decoded(raw.encode())
    line = data.draw(st.integers(1, found.text.count("\n") + 1))
    letters = found.text.split("\n")[line - 1]
    begin = data.draw(st.integers(0, len(letters)))
    end = data.draw(st.integers(begin, len(letters)))
    changed = found.edited([Edit(Place(line, begin + 1, line, end + 1), "new")])
    lines = found.text.split("\n")
    lines[line - 1] = f"{letters[:begin]}new{letters[end:]}"
    assert decoded(changed).text == "\n".join(lines)
