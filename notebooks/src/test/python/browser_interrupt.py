"""Interrupts and restarts a kernel from a front end's menu.

usage: browser_interrupt.py NOTEBOOK KERNEL OUT [lab|notebook]
The notebook's code cells, by their tags: `setup` cells run first; an `interrupt` cell is interrupted
once it has shown something (or after 3 s) and must end within 10 s; a `then` cell must succeed after
it. At last the kernel is restarted: the `gone` cell must fail, the `fresh` cell succeed.
"""

import sys
import time

from browser import ERROR, BrowserError, Failed, opened, until

import nbformat

import outputs


def finish(page, index, seconds):
    until(f"cell {index} to end", lambda: page.finished(index), seconds)
    time.sleep(0.5)


def succeed(page, index):
    page.run_cell(index)
    finish(page, index, 90)
    if ERROR in page.kinds(index):
        raise Failed(f"cell {index} failed: {page.text(index)[:500]}")


def interrupt(page, index):
    page.run_cell(index)
    began = time.monotonic()
    until(
        f"cell {index} to be busy",
        lambda: page.running() == index
        and (page.pictures(index) or time.monotonic() - began > 3),
        60,
    )
    time.sleep(1)
    page.interrupt()
    began = time.monotonic()
    finish(page, index, 10)
    print(f"cell {index} ended {time.monotonic() - began:.1f} s after the interrupt")
    said = page.text(index)
    if "interrupted" not in said or "cannot be stopped" in said:
        raise Failed(f"cell {index} does not say that it was interrupted: {said[-500:]}")


def restart(page, gone, fresh):
    page.restart()
    page.run_cell(gone)
    finish(page, gone, 60)
    if ERROR not in page.kinds(gone):
        raise Failed(f"cell {gone} still finds what was declared before the restart")
    succeed(page, fresh)


def main():
    notebook, kernel, out = sys.argv[1:4]
    frontend = sys.argv[4] if len(sys.argv) > 4 else "lab"
    content = nbformat.read(notebook, as_version=4)
    code = [c for c in content.cells if c.cell_type == "code"]
    tags = [(c.metadata.get("tags") or [""])[0] for c in code]
    with opened(notebook, kernel, out, frontend) as page:
        try:
            for index, tag in enumerate(tags):
                if tag in ("setup", "then"):
                    succeed(page, index)
                elif tag == "interrupt":
                    interrupt(page, index)
                page.shot(f"cell-{index}", index)
            found = outputs.stderr(page.saved())
            if found:
                raise Failed(found)
            restart(page, tags.index("gone"), tags.index("fresh"))
            page.shot_of_all("all")
        except (Failed, BrowserError) as failed:
            page.shot("failed")
            print(failed)
            sys.exit(1)
    print("as expected")


main()
