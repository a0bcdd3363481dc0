"""The commands for those who would rather look: a site of the rules, and a sheet for the wall."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report.streams import say, tell

from .commands import rules_at
from .common_options import STANDARD_OUTPUT, RulesFolder, new_file, write_bytes

LOCAL = "127.0.0.1"


def page(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A new folder, or one that this command wrote.")
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Open the site in a browser, on localhost only.")
    ] = False,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that holds other files.")
    ] = False,
    rules: RulesFolder = None,
) -> int:
    """Write a site: the questions, a page for each name, and a cheat sheet; it needs no network.

    For example: lossadvisor page site, or lossadvisor page --serve
    """
    if folder is None and not serve:
        raise AdvisorError("page needs a folder, as in: lossadvisor page site; or open it with --serve")
    if folder is not None:
        if str(folder) == STANDARD_OUTPUT:
            raise AdvisorError("page -: a site cannot go to standard output; name a folder")
        from lossadvisor.page.folder import judged

        judged(folder, force=force)
    files = _files(rules)
    if folder is None:
        with TemporaryDirectory() as place:
            _written(Path(place), files, force=True)
            _serve(Path(place), port)
        return 0
    _written(folder, files, force=force)
    say(f"{folder / 'index.html'}: written; open it in a browser")
    if serve:
        _serve(folder, port)
    return 0


def cheatsheet(
    output_file: Annotated[
        str | None,
        typer.Option("--output-file", "-o", metavar="FILE", help="A new .pdf, .svg or .html file."),
    ] = None,
    rules: RulesFolder = None,
) -> int:
    """Write the cheat sheet: one A4 page with the usual head, labels, metrics and mistake of each task.

    For example: lossadvisor cheatsheet -o sheet.pdf
    """
    from lossadvisor.page import sheetdrawing
    from lossadvisor.page.sheet import rows

    if output_file is None:
        raise AdvisorError("cheatsheet needs a file, as in: lossadvisor cheatsheet -o sheet.pdf")
    path = new_file("--output-file", output_file)
    write = sheetdrawing.FORMATS.get(path.suffix.lower())
    if write is None:
        known = ", ".join(sheetdrawing.FORMATS)
        raise AdvisorError(f"--output-file {shown(output_file, 80)}: the name must end with one of {known}")
    write_bytes(path, write(rows(rules_at(rules))))
    return 0


def _files(rules: Path | None) -> dict[str, bytes]:
    known = rules_at(rules)
    try:
        from lossadvisor.page.site import Site
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        raise AdvisorError("page needs Jinja2; install it with: pip install 'lossadvisor[page]'") from None
    return Site(known).files()


def _written(folder: Path, files: dict[str, bytes], *, force: bool) -> None:
    from lossadvisor.page.folder import written

    written(folder, files, force=force)


def _serve(folder: Path, port: int) -> None:
    """Serve a folder until Ctrl-C, to this machine alone."""
    import webbrowser
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Requests are no news."""

    try:
        server = ThreadingHTTPServer((LOCAL, port), partial(Quiet, directory=str(folder)))
    except OSError as error:
        raise AdvisorError(f"--port {port}: {error.strerror}; leave it out for a free one") from error
    with server:
        place = f"http://{LOCAL}:{server.server_port}/"
        tell(f"{place} shows the site; Ctrl-C ends it")
        webbrowser.open(place)
        server.serve_forever()
