"""Runs notebooks with nbclient and turns them into HTML with nbconvert.

usage: run_notebooks.py OUT KERNEL NOTEBOOK...
Leaves NAME.ipynb and NAME.html in OUT; prints what is wrong and ends with 1 if anything is.
"""

import sys
from pathlib import Path

import requirements

requirements.need("nbformat", "nbclient", "nbconvert", "jupyter-client")

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import outputs


def run(path, kernel, out):
    before = nbformat.read(path, as_version=4)
    after = nbformat.read(path, as_version=4)
    client = NotebookClient(
        after,
        kernel_name=kernel,
        timeout=600,
        startup_timeout=120,
        resources={"metadata": {"path": str(path.parent)}},
    )
    # a failing cell does not hide what the others do; it is reported with them
    client.allow_errors = True
    client.execute()
    nbformat.validate(after)
    nbformat.write(after, out / path.name)
    page, _ = HTMLExporter().from_notebook_node(after)
    (out / path.name).with_suffix(".html").write_text(page, encoding="utf-8")
    return outputs.problems(before, after)


def main():
    out, kernel = Path(sys.argv[1]), sys.argv[2]
    out.mkdir(parents=True, exist_ok=True)
    failed = False
    for path in map(Path, sys.argv[3:]):
        found = run(path, kernel, out)
        print(f"{path.name}: {'; '.join(found) if found else 'as expected'}")
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)


main()
