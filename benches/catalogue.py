#!/usr/bin/env python3
"""Times the whole catalogue against the criteria of the ticket alone, in turn, on one machine.

    cargo build --release && benches/catalogue.py [--runs N]

Needs Python 3.
"""
import argparse
import pathlib

from timing import in_turn, print_ratio, print_times

TOOL = str(pathlib.Path(__file__).resolve().parent.parent / "target" / "release" / "penguin-auth")
TICKET = "verify --mock --only ticket"
DEFAULT = "verify --mock"
INTRUSIVE = "verify --mock --intrusive"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=60, help="how many rounds")
    options = parser.parse_args()
    timed = in_turn({name: [TOOL, *name.split()] for name in (TICKET, DEFAULT, INTRUSIVE)}, options.runs)
    print_times(timed)
    print_ratio(timed, DEFAULT, TICKET)
    print_ratio(timed, INTRUSIVE, TICKET)


if __name__ == "__main__":
    main()
