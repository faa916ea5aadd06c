"""What an executed notebook must look like, whichever program ran it."""

RICH = ("text/html", "image/png", "image/svg+xml", "text/markdown", "text/latex")


def expected_to_fail(cell):
    return "raises-exception" in cell.metadata.get("tags", [])


def problems(before, after):
    """Sentences about what is wrong in `after`, the executed form of `before`."""
    found = []
    if [c.id for c in before.cells] != [c.id for c in after.cells]:
        found.append("the ids of the cells have changed")
    code = [c for c in after.cells if c.cell_type == "code"]
    counts = [c.execution_count for c in code if c.source.strip()]
    if counts != list(range(1, len(counts) + 1)):
        found.append(f"the cells are numbered {counts}")
    for cell in code:
        found += [f"cell {cell.id}: {sentence}" for sentence in cell_problems(cell)]
    return found


def cell_problems(cell):
    errors = [o for o in cell.outputs if o.output_type == "error"]
    if expected_to_fail(cell):
        if not errors:
            yield "did not fail, but is tagged raises-exception"
        for error in errors:
            if not (error.ename and error.evalue and error.traceback):
                yield f"an error without name, message or traceback: {error}"
    else:
        for error in errors:
            yield f"failed with {error.ename}: {error.evalue}"
    for output in cell.outputs:
        if is_stderr(output):
            yield f"wrote to stderr: {output.text!r}"
        if "data" in output:
            kinds = set(output.data)
            if kinds & set(RICH) and not output.data.get("text/plain", "").strip():
                yield f"has {sorted(kinds)} without text beside it"


def is_stderr(output):
    return output.output_type == "stream" and output.name == "stderr"


def stderr(notebook):
    """All that the cells wrote to stderr."""
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    return "".join(o.text for o in outputs if is_stderr(o))
