#!/usr/bin/env python3
"""How many sessions a second the stand-in for Nile reads, beside a mock on Node and two bare servers.

    cargo build --release --features bench && benches/throughput.py [--seconds N] [--rounds N]

All get the same request: GET /v2/databases/{id}/auth/session with the cookies of a session. The stand-in and the mock
on Node (benches/node_mock.js) read the session; the bare servers, on hyper and on Node, answer a constant. wrk keeps 64
connections busy from one thread, each server in turn, in several rounds; the last lines are medians. Beside the rates
stands the time of the CPU that a request takes, where there is a /proc. Needs Python 3, wrk and Node.
"""
import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import urllib.parse

BENCHES = pathlib.Path(__file__).resolve().parent
RELEASE = BENCHES.parent / "target" / "release"
NODE = """
const body = JSON.stringify({ hello: 'world' });
const server = require('http').createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log('127.0.0.1:' + server.address().port));
"""
ORIGIN = "http://app.example.com"
BASE = "/v2/databases/bench"


def ask(address, method, path, cookies=(), form=None):
    """One request to a server with sessions: the values of the cookies that it sets, and its body."""
    connection = http.client.HTTPConnection(address, timeout=10)
    headers = {"nile-origin": ORIGIN, "cookie": "; ".join(cookies)}
    if form:
        headers["content-type"] = "application/x-www-form-urlencoded"
    connection.request(method, BASE + path, urllib.parse.urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    lines = answer.headers.get_all("set-cookie") or []
    return [line.split(";")[0] for line in lines], answer.read()


def session_cookie(address):
    """Logs the first built-in account in."""
    cookies, body = ask(address, "GET", "/auth/csrf")
    form = {
        "email": "ada@penguin.test",
        "password": "ada-loves-penguins",
        "csrfToken": json.loads(body)["csrfToken"],
        "json": "true",
    }
    cookies += ask(address, "POST", "/auth/callback/credentials", cookies, form)[0]
    if "ada@penguin.test" not in ask(address, "GET", "/auth/session", cookies)[1].decode():
        raise SystemExit("the login opened no session")
    return "; ".join(cookies)


def cpu(process):
    """The seconds that a process has spent in its own code, and in the kernel."""
    try:
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0, 0.0
    return tuple(int(ticks) / os.sysconf("SC_CLK_TCK") for ticks in fields[11:13])


def measured(process, address, path, cookie, seconds):
    """Requests a second, and the microseconds of a request in user and in kernel mode."""
    before = cpu(process)
    requests, rate = load(address, path, cookie, seconds)
    user, kernel = ((later - earlier) / requests * 1e6 for earlier, later in zip(before, cpu(process)))
    return rate, user, kernel


def load(address, path, cookie, seconds):
    """How many requests were answered, and how many a second; a failed one ends the measurement."""
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "-H", f"nile-origin: {ORIGIN}"]
    command += ["-H", f"cookie: {cookie}"]
    text = subprocess.run([*command, f"http://{address}{path}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise SystemExit(text)
    return int(re.search(r"(\d+) requests in", text)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for tool in ("wrk", "node"):
        if not shutil.which(tool):
            raise SystemExit(f"no {tool} on the PATH")
    commands = {
        "bare hyper": [RELEASE / "bare_hyper"],
        "stand-in": [RELEASE / "penguin-auth", "mock", "--quiet", "--nile-sessions", "database"],
        "Node mock": ["node", BENCHES / "node_mock.js"],
        "bare Node": ["node", "-e", NODE],
    }
    servers = {name: subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for name, command in commands.items()}
    try:
        addresses = {name: server.stdout.readline().split("//")[-1].split()[-1] for name, server in servers.items()}
        # The bare servers know no session, and get the cookies of one of the stand-in's.
        keepers = {name: name if name == "Node mock" else "stand-in" for name in commands}
        cookies = {name: session_cookie(addresses[keeper]) for name, keeper in keepers.items()}
        rounds = [
            {
                name: measured(server, addresses[name], f"{BASE}/auth/session", cookies[name], options.seconds)
                for name, server in servers.items()
            }
            for _ in range(options.rounds)
        ]
    finally:
        for server in servers.values():
            server.terminate()
    for name in commands:
        rates, user, kernel = zip(*(each[name] for each in rounds))
        print(
            f"{name:11} {statistics.median(rates):9,.0f} requests/s, best {max(rates):9,.0f};"
            f"  user {statistics.median(user):5.1f} µs, kernel {statistics.median(kernel):5.1f} µs per request"
        )
    for above, below in (("bare hyper", "stand-in"), ("stand-in", "Node mock"), ("stand-in", "bare Node")):
        print(f"{above} / {below}: {statistics.median(each[above][0] / each[below][0] for each in rounds):.2f}")


if __name__ == "__main__":
    main()
