"""Times commands in turn: every round runs each once, so that other load on the machine meets all alike."""
import os
import statistics
import time


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


def in_turn(commands, rounds):
    """One dict of (wall, CPU) for each round, after one round to warm up."""
    return [{name: run_once(command) for name, command in commands.items()} for _ in range(rounds + 1)][1:]


def print_times(timed):
    """The median and the least of each command."""
    for name in timed[0]:
        walls, cpus = zip(*(each[name] for each in timed))
        print(f"{name:30} CPU median {statistics.median(cpus) * 1e3:5.1f} ms, min {min(cpus) * 1e3:5.1f}; "
              f"wall median {statistics.median(walls) * 1e3:5.1f} ms, min {min(walls) * 1e3:5.1f}")


def print_ratio(timed, name, other):
    """The median of the rounds' ratios."""
    ratios = [[each[name][index] / each[other][index] for each in timed] for index in (0, 1)]
    wall, cpu = (statistics.median(ratio) for ratio in ratios)
    print(f"{name} / {other}: CPU {cpu:.2f}, wall {wall:.2f}")
