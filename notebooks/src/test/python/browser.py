"""JupyterLab or Notebook 7 in a headless Chromium, driven as a user drives it."""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import requirements

requirements.need("nbformat", "jupyterlab", "playwright")

import nbformat
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

CELL = ".jp-NotebookPanel .jp-Notebook .jp-Cell"
# the front ends mark errors and stderr alike; the saved notebook tells them apart
ERROR = "application/vnd.jupyter.stderr"


class Failed(Exception):
    """Something that a user would call broken."""


def until(what, condition, seconds):
    """Waits for the condition and returns its value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {seconds} s for {what}")
        time.sleep(0.1)


def write_settings(folder, dark):
    def setting(plugin, value):
        file = folder / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))

    # all cells in the page, also those out of sight
    setting("@jupyterlab/notebook-extension/tracker", {"windowingMode": "none"})
    setting("@jupyterlab/apputils-extension/notification", {"fetchNews": "false"})
    if dark:
        setting("@jupyterlab/apputils-extension/themes", {"theme": "JupyterLab Dark"})


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(frontend, folder, out, dark):
    """A Jupyter server on this machine; gives its address and token."""
    settings = out / "settings"
    write_settings(settings, dark)
    port, token = free_port(), secrets.token_hex(16)
    module, app = {"lab": ("jupyterlab", "LabApp"), "notebook": ("notebook", "JupyterNotebookApp")}[
        frontend
    ]
    requirements.need(module)
    command = [sys.executable, "-m", module, "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={folder}", f"--{app}.news_url="]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    env = dict(
        os.environ,
        JUPYTERLAB_SETTINGS_DIR=str(settings),
        JUPYTERLAB_WORKSPACES_DIR=str(out / "workspaces"),
    )
    with open(out / "server.log", "wb") as log:
        process = subprocess.Popen(
            command, env=env, stdout=log, stderr=log, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until("the Jupyter server", lambda: answers(process, f"{url}/api/status?token={token}"), 90)
        yield url, token
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def answers(process, url):
    if process.poll() is not None:
        raise Failed(f"the Jupyter server ended with {process.returncode}; see server.log")
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def opened(notebook, kernel, out, frontend="lab", dark=False):
    """A copy of the notebook, without outputs, in the front end; gives a Page."""
    out = Path(out).resolve()
    shutil.rmtree(out, ignore_errors=True)
    folder = out / "work"
    folder.mkdir(parents=True)
    content = nbformat.read(notebook, as_version=4)
    content.metadata.kernelspec = {"name": kernel, "display_name": kernel, "language": "java"}
    for cell in content.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    file = folder / Path(notebook).name
    nbformat.write(content, file)
    where = "lab/tree" if frontend == "lab" else "notebooks"
    with server(frontend, folder, out, dark) as (url, token), sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=requirements.chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        try:
            tab = chrome.new_page(viewport={"width": 1280, "height": 1000})
            tab.set_default_timeout(90_000)
            page = Page(tab, file, out)
            tab.goto(f"{url}/{where}/{file.name}?token={token}", wait_until="domcontentloaded")
            tab.wait_for_selector(f"{CELL}.jp-CodeCell")
            tab.wait_for_selector(".jp-NotebookPanel .jp-Spinner", state="detached")
            until("an idle kernel", page.idle, 90)
            yield page
        finally:
            chrome.close()


class Page:
    """The opened notebook. Cells are counted from 0, code cells only."""

    def __init__(self, tab, file, out):
        self.tab, self.file, self.out = tab, file, out
        self.errors = []
        self.still_since = None
        tab.on("pageerror", lambda error: self.errors.append(str(error)))

    def status(self):
        shown = self.tab.query_selector(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator")
        return shown.get_attribute("data-status") if shown else None

    def idle(self):
        if self.tab.query_selector(".jp-Dialog .jp-KernelSelector, .jp-Dialog .jp-select-wrapper"):
            raise Failed("the front end asks for a kernel: it does not know the one of the notebook")
        return self.status() == "idle"

    def count(self):
        return self.tab.locator(f"{CELL}.jp-CodeCell").count()

    def cell(self, index):
        return self.tab.locator(f"{CELL}.jp-CodeCell").nth(index)

    def prompts(self):
        return self.tab.eval_on_selector_all(
            f"{CELL}.jp-CodeCell > .jp-Cell-inputWrapper .jp-InputPrompt",
            "found => found.map(x => x.innerText.trim())",
        )

    def prompt(self, index):
        return self.prompts()[index]

    def running(self):
        """The cell that shows [*] first, or None."""
        prompts = self.prompts()
        return prompts.index("[*]:") if "[*]:" in prompts else None

    def menu(self, name, command):
        self.tab.click(f'.lm-MenuBar-item:has-text("{name}")')
        self.tab.click(f'.lm-Menu-item[data-command="{command}"]')

    def run_all(self):
        self.cell(0).locator(".jp-Editor").click()
        self.menu("Run", "runmenu:run-all")

    def run_cell(self, index):
        """Selects a cell and runs it by the menu."""
        self.cell(index).locator(".jp-Editor").click()
        self.menu("Run", "runmenu:run")
        until(f"cell {index} to start", lambda: re.search(r"\d|\*", self.prompt(index)), 20)

    def finished(self, index):
        return self.idle() and re.fullmatch(r"\[\d+\]:", self.prompt(index))

    def all_finished(self):
        """Whether no cell runs and none will: all have a number, or nothing has moved for 5 s."""
        prompts = self.prompts()
        if not self.idle() or "[*]:" in prompts:
            self.still_since = None
            return False
        self.still_since = self.still_since or time.monotonic()
        numbered = all(re.fullmatch(r"\[\d+\]:", p) for p in prompts)
        return numbered or time.monotonic() - self.still_since > 5

    def interrupt(self):
        self.menu("Kernel", "kernelmenu:interrupt")

    def restart(self):
        self.menu("Kernel", "kernelmenu:restart")
        self.tab.click(".jp-Dialog .jp-mod-accept")
        time.sleep(0.5)
        until("the kernel to come back", self.idle, 90)

    def text(self, index):
        """The text of a cell's outputs."""
        return "\n".join(self.cell(index).locator(".jp-OutputArea").all_inner_texts())

    def outputs(self, index, selector, script):
        return self.cell(index).locator(f".jp-OutputArea {selector}").evaluate_all(script)

    def kinds(self, index):
        return self.outputs(
            index, "[data-mime-type]", "found => found.map(x => x.dataset.mimeType)"
        )

    def pictures(self, index):
        """[source, natural width, shown width] of the pictures below a cell."""
        return self.outputs(
            index,
            "img",
            "found => found.map(x => [x.src, x.naturalWidth, x.getBoundingClientRect().width])",
        )

    def shot(self, name, index=None):
        """A picture of the window, or of one cell."""
        file = self.out / f"{name}.png"
        if index is None:
            self.tab.screenshot(path=str(file))
        else:
            self.cell(index).screenshot(path=str(file))

    def shot_of_all(self, name):
        height = self.tab.evaluate(
            "[...document.querySelectorAll('.jp-NotebookPanel .jp-Notebook .jp-Cell')]"
            ".reduce((sum, x) => sum + x.getBoundingClientRect().height, 0)"
        )
        self.tab.set_viewport_size({"width": 1280, "height": min(int(height) + 160, 12000)})
        self.tab.evaluate(
            "document.querySelectorAll('.jp-NotebookPanel .jp-WindowedPanel-outer')"
            ".forEach(x => x.scrollTop = 0)"
        )
        time.sleep(0.7)
        self.shot(name)
        self.tab.set_viewport_size({"width": 1280, "height": 1000})

    def saved(self):
        """Saves and reads the notebook."""
        before = self.file.stat().st_mtime_ns
        self.tab.keyboard.press("Control+s")
        until("the notebook to be saved", lambda: self.file.stat().st_mtime_ns != before, 20)
        time.sleep(0.5)
        return nbformat.read(self.file, as_version=4)
