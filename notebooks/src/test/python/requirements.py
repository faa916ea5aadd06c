"""What the scripts of this folder need, said in a sentence where it is missing."""

import importlib
import os
import shutil
import sys

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing(sentence):
    """Ends the script with the sentence; code 3 tells the caller that nothing was tested."""
    print(sentence)
    sys.exit(3)


def need(*packages):
    """Imports packages by the names under which pip knows them."""
    absent = []
    for package in packages:
        try:
            importlib.import_module(package.replace("-", "_"))
        except ImportError:
            absent.append(package)
    if absent:
        missing(
            f"{sys.executable} has no {' and no '.join(absent)}. Install with: "
            f"{sys.executable} -m pip install {' '.join(absent)}, "
            "or set GRADUS_PYTHON to a Python that has it."
        )


def chromium():
    """The browser: CHROMIUM, else the first one on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            missing(f"CHROMIUM is '{named}', which cannot be run. Set it to a Chromium, or unset it.")
        return named
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    missing(
        "No Chromium on PATH. Install with: apt install chromium, "
        "or set CHROMIUM to the program."
    )
