"""Runs all cells of a notebook in a front end and looks at what a user sees.

usage: browser_tour.py NOTEBOOK KERNEL OUT [lab|notebook] [light|dark]
A cell tagged `live` must be seen with at least two different pictures while it runs, one at a time,
and with one picture at its end. Screenshots: live-N.png, cell-N.png, all.png.
"""

import hashlib
import sys
import time

from browser import BrowserError, Failed, opened

import nbformat

import outputs

# JupyterLab 4.6 says so for every kernel that has none
NO_DEBUGGER = "No active debugger session"
# Notebook 7 says so when it loads, for any kernel, before a cell has run
NO_SCHEMA = "Cannot read properties of undefined (reading 'schema')"


def watch_live(page, index, deadline):
    """The different pictures that a running cell shows, each kept as a screenshot."""
    seen = {}
    while page.running() == index and time.monotonic() < deadline:
        shown = page.pictures(index)
        if len(shown) > 1:
            raise Failed(f"cell {index} shows {len(shown)} pictures at once while it runs")
        for source, *_ in shown:
            key = hashlib.sha256(source.encode()).hexdigest()
            if key not in seen:
                seen[key] = f"live-{len(seen) + 1}"
                page.shot(seen[key], index)
        time.sleep(0.2)
    return len(seen)


def run_all(page, live):
    """Follows the running cell; gives how many pictures each live cell has shown."""
    shown = {}
    page.run_all()
    deadline = time.monotonic() + 300
    while not page.all_finished():
        index = page.running()
        if index in live:
            shown[index] = max(shown.get(index, 0), watch_live(page, index, deadline))
        if time.monotonic() > deadline:
            raise Failed("the cells did not end within 300 s")
        time.sleep(0.1)
    time.sleep(1)
    return shown


def own_errors(page, frontend):
    """How many errors the front end has reported while it loaded, all known as its own."""
    known = [NO_DEBUGGER] + ([NO_SCHEMA] if frontend == "notebook" else [])
    strange = [error for error in page.errors if error not in known]
    if strange:
        raise Failed(f"errors while the page loads: {strange}")
    return len(page.errors)


def look(page, live, shown, loaded):
    for index in live:
        count = len(page.pictures(index))
        if shown.get(index, 0) < 2:
            yield f"cell {index} showed {shown.get(index, 0)} different pictures while it ran"
        if count != 1:
            yield f"cell {index} is left with {count} pictures"
    for index in range(page.count()):
        page.shot(f"cell-{index}", index)
        for _, natural, width in page.pictures(index):
            if not natural or not width:
                yield f"cell {index} has a picture that is not drawn"
    for error in page.errors[loaded:]:
        if error != NO_DEBUGGER:
            yield f"an error in the page: {error}"


def main():
    notebook, kernel, out = sys.argv[1:4]
    frontend = sys.argv[4] if len(sys.argv) > 4 else "lab"
    dark = sys.argv[5:6] == ["dark"]
    before = nbformat.read(notebook, as_version=4)
    code = [c for c in before.cells if c.cell_type == "code"]
    live = [i for i, c in enumerate(code) if "live" in c.metadata.get("tags", [])]
    with opened(notebook, kernel, out, frontend, dark) as page:
        try:
            loaded = own_errors(page, frontend)
            shown = run_all(page, live)
            found = list(look(page, live, shown, loaded))
            found += outputs.problems(before, page.saved())
            page.shot_of_all("all")
        except (Failed, BrowserError) as failed:
            page.shot("failed")
            found = [str(failed)]
    print("; ".join(found) if found else f"as expected; live pictures: {shown}")
    sys.exit(1 if found else 0)


main()
