"""Writes the sample notebooks of the round-trip test with Python's nbformat.

Run in this folder: python make_samples.py
"""
import json
import nbformat
from nbformat.v4 import (new_notebook, new_code_cell, new_markdown_cell, new_raw_cell,
                         new_output)

PIXEL = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
         "DwAEhQGAhKmMIQAAAABJRU5ErkJggg==\n")


def rich():
    nb = new_notebook(metadata={
        "zeta": {"b": 1, "a": [1.5, 1e-07, 1e+22, -0.0, 10, True, None, [], {}]},
        "kernelspec": {"name": "java", "display_name": "Java", "language": "java"},
        "Ünï": "größe", "A": 1, "a": 2, "\U0001F600": "astral", "\uffee": "high"})
    attached = new_markdown_cell("![p](attachment:p.png)\n\n$a_b$ — ünï \U0001F600")
    attached["id"] = "markdown-1"
    attached["attachments"] = {"p.png": {"image/png": PIXEL}}
    code = new_code_cell(
        'int x = 1;\r\nString s = "a\\tb\\"/";\n// line\u2028separator\u0085next\x0cfeed\n',
        execution_count=3,
        metadata={"tags": ["raises-exception"], "unknown": {"deep": [1, {"z": 1, "y": 2}]}},
        outputs=[
            new_output("stream", name="stdout", text="one\ntwo\x1b[31m red\x1b[0m\nthree"),
            new_output("stream", name="stderr", text="warn\n"),
            new_output("display_data",
                       data={"text/plain": "<pic>\nline 2", "image/png": PIXEL,
                             "image/svg+xml": "<svg>\n</svg>\n",
                             "application/json": {"b": [1, 2.5], "a": "x\ny"},
                             "application/javascript": "a;\nb;"},
                       metadata={"image/png": {"width": 320, "height": 200}}),
            new_output("execute_result", execution_count=3, data={"text/plain": ""}),
            new_output("error", ename="E", evalue="v", traceback=["a\nb", "\x1b[0m"]),
        ])
    code["id"] = "code_1"
    raw = new_raw_cell("raw </script> \x7f\x01 text")
    raw["id"] = "raw-1"
    empty = new_code_cell("")
    empty["id"] = "empty"
    nb.cells = [attached, code, raw, empty]
    return nb


nbformat.write(rich(), "rich45.ipynb")
nbformat.write(new_notebook(), "empty45.ipynb")

old = rich()
for cell in old.cells:
    del cell["id"]
old["nbformat_minor"] = 2
with open("old42.ipynb", "w", encoding="utf-8") as out:
    json.dump(old, out, ensure_ascii=False)
with open("old42.expected", "w", encoding="utf-8") as out:
    old["nbformat_minor"] = 5
    text = nbformat.v4.writes(old)
    out.write(text + "\n")
