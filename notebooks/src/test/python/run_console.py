"""Types into `jupyter console` and reads what it prints.

usage: run_console.py KERNEL
"""

import re
import sys

import requirements

requirements.need("jupyter-console", "pexpect")

import pexpect

PROMPT = r"In \[\d+\]: "


def type_and_read(console, line, expected):
    console.sendline(line)
    console.expect(expected)
    console.expect(PROMPT)


def main():
    command = ["-m", "jupyter_console", "--simple-prompt", "--kernel", sys.argv[1]]
    console = pexpect.spawn(sys.executable, command, timeout=60, encoding="utf-8", echo=False)
    log = console.logfile_read = open_log()
    try:
        console.expect(PROMPT)
        type_and_read(console, "int x = 20;", r"")
        type_and_read(console, "x + 22", r"Out\[\d+\]: 42")
        type_and_read(console, 'System.out.println("hi " + x)', r"hi 20")
        type_and_read(console, "Model.input(4).dense(2)", r"dense_1")
        type_and_read(console, "nope", r"cannot find symbol")
        type_and_read(console, "x", r"Out\[\d+\]: 20")
        console.sendeof()
        console.expect("exit")
        console.sendline("y")
        console.expect(pexpect.EOF)
    except (pexpect.TIMEOUT, pexpect.EOF):
        print("not what was expected:\n" + plain("".join(log.parts)))
        sys.exit(1)
    print("as expected")


def open_log():
    class Log:
        parts = []

        def write(self, text):
            self.parts.append(text)

        def flush(self):
            pass

    return Log()


def plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


main()
