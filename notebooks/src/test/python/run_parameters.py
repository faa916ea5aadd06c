"""Parameters as papermill gives them, in nbclient and in the launcher: the same cells come out.

usage: run_parameters.py OUT KERNEL GRADUS
papermill's contract: a new code cell tagged `injected-parameters` goes right after the one tagged
`parameters`, or takes the place of the one from an earlier run; then all cells are run. The cell is
made here, since papermill has words for parameters in other languages only.
"""

import subprocess
import sys
from pathlib import Path

import requirements

requirements.need("nbformat", "nbclient", "jupyter-client")

import nbformat
from nbclient import NotebookClient

VALUES = {"epochs": "4", "rate": "0.5", "name": "adam"}
LITERALS = {"epochs": "4", "rate": "0.5f", "name": '"adam"'}


def notebook(kernel):
    cells = [
        nbformat.v4.new_markdown_cell("# parameters"),
        nbformat.v4.new_code_cell('int epochs = 1;\nfloat rate = 0.1f;\nString name = "sgd";'),
        nbformat.v4.new_code_cell('epochs + " " + rate + " " + name'),
    ]
    cells[1].metadata["tags"] = ["parameters"]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "java"}
    return made


def tagged(cells, tag):
    found = [i for i, cell in enumerate(cells) if tag in cell.metadata.get("tags", [])]
    return found[0] if found else -1


def inject(made):
    lines = [f"{name} = {LITERALS[name]};" for name in VALUES]
    cell = nbformat.v4.new_code_cell("// Parameters\n" + "\n".join(lines))
    cell.metadata["tags"] = ["injected-parameters"]
    earlier = tagged(made.cells, "injected-parameters")
    if earlier >= 0:
        made.cells[earlier] = cell
    else:
        made.cells.insert(tagged(made.cells, "parameters") + 1, cell)


def by_nbclient(made, kernel):
    inject(made)
    NotebookClient(made, kernel_name=kernel, timeout=120, startup_timeout=120).execute()
    return made


def by_launcher(gradus, path, out):
    pairs = [word for name, value in VALUES.items() for word in ("-p", f"{name}={value}")]
    command = [gradus, "run", str(path), "--output-dir", str(out), *pairs]
    subprocess.run(command, check=True, capture_output=True)
    return nbformat.read(out / path.name, as_version=4)


def form(made):
    """What has to be the same: kinds, tags, statements, values, counts."""
    nbformat.validate(made)
    return [
        (
            cell.cell_type,
            cell.metadata.get("tags", []),
            [line for line in cell.source.splitlines() if not line.startswith("//")],
            [o.get("data", {}).get("text/plain") for o in cell.get("outputs", [])],
            cell.get("execution_count"),
        )
        for cell in made.cells
    ]


def main():
    out, kernel, gradus = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    out.mkdir(parents=True, exist_ok=True)
    path = out / "parameters.ipynb"
    nbformat.write(notebook(kernel), path)
    client = by_nbclient(notebook(kernel), kernel)
    once = by_launcher(gradus, path, out / "once")
    twice = by_launcher(gradus, out / "once" / path.name, out / "twice")
    again = by_nbclient(nbformat.read(out / "once" / path.name, as_version=4), kernel)
    wanted = form(client)
    assert wanted[3][3] == ["4 0.5 adam"], wanted
    for what, made in (("once", once), ("twice", twice), ("again", again)):
        assert form(made) == wanted, f"{what}: {form(made)}\nnot {wanted}"
    print(f"{len(wanted)} cells, the same by nbclient and by the launcher, first and again")


main()
