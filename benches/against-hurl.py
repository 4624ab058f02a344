#!/usr/bin/env python3
"""Times `penguin-auth verify --mock` against Hurl's six requests, in turn, on one machine.

    cargo build --release && benches/against-hurl.py [--hurl PATH] [--runs N]

Hurl (https://hurl.dev, 8.0.1) gets a running mock; penguin-auth starts its own. The last lines are
the medians of the rounds' ratios. Needs Python 3 and Hurl; `cargo install hurl --version 8.0.1
--locked` builds one.
"""
import argparse
import pathlib
import shutil
import subprocess

from timing import in_turn, print_ratio, print_times

HERE = pathlib.Path(__file__).resolve().parent
TOOL = HERE.parent / "target" / "release" / "penguin-auth"
HURL = "hurl, 6 requests"
TICKET = "verify --mock --only ticket"
WHOLE = "verify --mock"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hurl", default=shutil.which("hurl"), help="where Hurl is")
    parser.add_argument("--runs", type=int, default=60, help="how many rounds")
    options = parser.parse_args()
    if not options.hurl:
        raise SystemExit("no hurl on the PATH: give --hurl PATH")
    mock = subprocess.Popen([TOOL, "mock", "--quiet"], stdout=subprocess.PIPE, text=True)
    base = mock.stdout.readline().split()[-1]
    try:
        timed = in_turn({
            HURL: [options.hurl, "--test", "--variable", f"base={base}", str(HERE / "flow.hurl")],
            TICKET: [str(TOOL), "verify", "--mock", "--only", "ticket"],
            WHOLE: [str(TOOL), "verify", "--mock"],
            "--version": [str(TOOL), "--version"],
        }, options.runs)
    finally:
        mock.terminate()
    print_times(timed)
    print_ratio(timed, TICKET, HURL)
    print_ratio(timed, WHOLE, HURL)


if __name__ == "__main__":
    main()
