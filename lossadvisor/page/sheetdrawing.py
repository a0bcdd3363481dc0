"""The cheat sheet as a picture: one A4 page on its side, laid out once and written as SVG or as PDF.

Letters are as wide as in Helvetica, which every PDF reader knows and every browser replaces by one alike.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from html import escape

from msgspec import Struct

from lossadvisor.report.letters import width_of

from .sheet import COLUMNS, LEAD, TITLE, Row

WIDTH, HEIGHT, MARGIN, GAP = 842.0, 595.0, 24.0, 5.0  # points; A4 is 842 by 595
SHARES = (8.5, 13, 13, 16, 18, 13.5, 28)
LARGEST, SMALLEST, STEP = 8.0, 4.0, 0.1  # sizes of letters that are tried
LEADING, ROOM = 1.18, 3.5
TOP = 54.0
BOLD_MORE = 1.06  # how much wider bold letters are
PLAIN, BOLD = "F1", "F2"


class Text(Struct, frozen=True):
    """A line of letters, and where it begins: from the left and from the top."""

    x: float
    y: float
    size: float
    text: str
    font: str = PLAIN


class Stripe(Struct, frozen=True):
    """A shaded row."""

    y: float
    height: float


def drawing(rows: Sequence[Row]) -> list[Text | Stripe]:
    """The sheet with the largest letters with which all of it stands on one page."""
    size = LARGEST
    while size > SMALLEST and _bottom(found := list(_drawn(rows, size))) > HEIGHT - MARGIN / 2:
        size -= STEP
    return found if size < LARGEST else list(_drawn(rows, size))


def _bottom(found: Sequence[Text | Stripe]) -> float:
    return max(each.y for each in found)


def _drawn(rows: Sequence[Row], size: float) -> Iterator[Text | Stripe]:
    yield Text(MARGIN, 30, 15, TITLE, BOLD)
    yield Text(MARGIN, 43, 8, LEAD)
    y = TOP
    for number, cells in enumerate((COLUMNS, *(row.cells for row in rows))):
        lines = [_wrapped(text, width, size, bold=not number or not at) for at, (text, (_, width)) in
                 enumerate(zip(cells, _columns(), strict=True))]  # fmt: skip
        height = max(map(len, lines)) * size * LEADING + ROOM
        if not number % 2:
            yield Stripe(y, height)
        for at, ((x, _), texts) in enumerate(zip(_columns(), lines, strict=True)):
            for line, text in enumerate(texts):
                font = PLAIN if number and at else BOLD
                yield Text(x, y + size + line * size * LEADING, size, text, font)
        y += height
    yield Text(MARGIN, y, 0.1, "")  # where it ends


def _columns() -> list[tuple[float, float]]:
    """Where each column begins, and how wide it is."""
    unit = (WIDTH - 2 * MARGIN) / sum(SHARES)
    starts = [MARGIN + unit * sum(SHARES[:at]) for at in range(len(SHARES))]
    return [(start, unit * share - GAP) for start, share in zip(starts, SHARES, strict=True)]


def _wrapped(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    """The text on lines that are no wider; a word that is too wide is cut behind a sign or a capital."""
    lines: list[str] = []
    for word in text.split():
        for part in _parts(word, width, size * (BOLD_MORE if bold else 1)):
            longer = f"{lines[-1]} {part}" if lines and word.startswith(part) else part
            if (
                lines
                and word.startswith(part)
                and width_of(longer, size * (BOLD_MORE if bold else 1)) <= width
            ):
                lines[-1] = longer
            else:
                lines.append(part)
    return lines or [""]


def _parts(word: str, width: float, size: float) -> Iterator[str]:
    while width_of(word, size) > width and len(word) > 1:
        most = max(end for end in range(1, len(word)) if end == 1 or width_of(word[:end], size) <= width)
        cut = max(
            (at for at in range(1, most + 1) if word[at].isupper() or word[at - 1] in "_-(=,"), default=most
        )
        yield word[:cut]
        word = word[cut:]
    yield word


def svg(rows: Sequence[Row]) -> str:
    """The sheet as SVG."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img"'
        f' font-family="Helvetica, Arial, Liberation Sans, sans-serif">',
        f"<title>{escape(TITLE)}</title>",
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#fff"/>',
    ]
    for each in drawing(rows):
        if isinstance(each, Stripe):
            lines.append(
                f'<rect x="{MARGIN - 4:g}" y="{each.y:.1f}" width="{WIDTH - 2 * MARGIN + 8:g}"'
                f' height="{each.height:.1f}" fill="#eef2f6"/>'
            )
        elif each.text:
            weight = ' font-weight="bold"' if each.font == BOLD else ""
            lines.append(
                f'<text x="{each.x:.1f}" y="{each.y:.1f}" font-size="{each.size:.1f}"{weight}>'
                f"{escape(each.text)}</text>"
            )
    return "\n".join([*lines, "</svg>"]) + "\n"


def pdf(rows: Sequence[Row]) -> bytes:
    """The sheet as PDF, in fonts that every reader has."""
    stream = zlib.compress("\n".join(_painted(rows)).encode("cp1252", "replace"), 9)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:g} {HEIGHT:g}] /Contents 6 0 R"
        f" /Resources << /Font << /{PLAIN} 4 0 R /{BOLD} 5 0 R >> >> >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        f"<< /Title ({TITLE}) /Creator (lossadvisor) >>".encode(),
    ]
    return _file(objects)


def html(rows: Sequence[Row]) -> str:
    """The sheet as a page to print."""
    style = "@page{size:A4 landscape;margin:0}body{margin:0}svg{display:block;width:100%}"
    head = f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{escape(TITLE)}</title>'
    return f"{head}<style>{style}</style>\n<body>\n{svg(rows)}</body></html>\n"


FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    ".pdf": lambda rows: pdf(rows),
    ".svg": lambda rows: svg(rows).encode(),
    ".html": lambda rows: html(rows).encode(),
}


def _painted(rows: Sequence[Row]) -> Iterator[str]:
    for each in drawing(rows):
        if isinstance(each, Stripe):
            low = HEIGHT - each.y - each.height
            width = WIDTH - 2 * MARGIN + 8
            yield f"0.93 0.95 0.965 rg {MARGIN - 4:g} {low:.1f} {width:g} {each.height:.1f} re f"
        elif each.text:
            text = each.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            place = f"{each.x:.1f} {HEIGHT - each.y:.1f}"
            yield f"0 g BT /{each.font} {each.size:.1f} Tf {place} Td ({text}) Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects with the table that tells where each begins."""
    content, starts = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return content + f"{end}\nstartxref\n{len(content)}\n%%EOF\n".encode()
