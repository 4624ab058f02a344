#!/usr/bin/env python3
"""Times `penguin-auth verify --mock` against Hurl's six requests, in turn, on one machine.

    cargo build --release && benches/against-hurl.py [--hurl PATH] [--runs N]

Hurl (https://hurl.dev, 8.0.1) gets a running mock; penguin-auth starts its own. Each round runs
both once, so that other load on the machine meets both alike; the last line is the median of the
rounds' ratios. Needs Python 3 and Hurl; `cargo install hurl --version 8.0.1 --locked` builds one.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
TOOL = HERE.parent / "target" / "release" / "penguin-auth"


def run_once(command):
    """Wall and CPU seconds of one process."""
    silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    begun = time.perf_counter()
    pid = os.posix_spawn(command[0], command, {"HOME": "/tmp"}, file_actions=silent)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - begun
    if status != 0:
        raise SystemExit(f"{command} ended with status {status}")
    return wall, usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hurl", default=shutil.which("hurl"), help="where Hurl is")
    parser.add_argument("--runs", type=int, default=60, help="how many rounds")
    options = parser.parse_args()
    if not options.hurl:
        raise SystemExit("no hurl on the PATH: give --hurl PATH")
    mock = subprocess.Popen([TOOL, "mock", "--quiet"], stdout=subprocess.PIPE, text=True)
    base = mock.stdout.readline().split()[-1]
    commands = {
        "hurl, 6 requests": [options.hurl, "--test", "--variable", f"base={base}", str(HERE / "flow.hurl")],
        "verify --mock": [str(TOOL), "verify", "--mock"],
        "--version": [str(TOOL), "--version"],
    }
    try:
        rounds = [{name: run_once(command) for name, command in commands.items()} for _ in range(options.runs + 1)][1:]
    finally:
        mock.terminate()
    for name in commands:
        walls, cpus = zip(*(each[name] for each in rounds))
        print(f"{name:18} CPU median {statistics.median(cpus) * 1e3:5.1f} ms, min {min(cpus) * 1e3:5.1f}; "
              f"wall median {statistics.median(walls) * 1e3:5.1f} ms, min {min(walls) * 1e3:5.1f}")
    for index, what in enumerate(("wall", "CPU")):
        ratios = [each["verify --mock"][index] / each["hurl, 6 requests"][index] for each in rounds]
        print(f"verify / hurl, {what}: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
