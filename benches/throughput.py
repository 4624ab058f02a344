#!/usr/bin/env python3
"""How many sessions a second the stand-in for Nile reads, beside a bare hyper server and a bare Node server.

    cargo build --release --features bench && benches/throughput.py [--seconds N] [--rounds N]

All three get the same request: GET /v2/databases/{id}/auth/session with the cookies of a database session. The stand-in
reads the session; the other two answer a constant. wrk keeps 64 connections busy from one thread, each server in turn,
in several rounds; the last lines are medians. Needs Python 3, wrk and Node.
"""
import argparse
import http.client
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import urllib.parse

RELEASE = pathlib.Path(__file__).resolve().parent.parent / "target" / "release"
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
    """One request to the stand-in: the values of the cookies that it sets, and its body."""
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


def rate(address, path, cookie, seconds):
    """Requests a second; a failed one ends the measurement."""
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "-H", f"nile-origin: {ORIGIN}"]
    command += ["-H", f"cookie: {cookie}"]
    text = subprocess.run([*command, f"http://{address}{path}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise SystemExit(text)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


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
        "bare Node": ["node", "-e", NODE],
    }
    servers = {name: subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for name, command in commands.items()}
    try:
        addresses = {name: server.stdout.readline().split("//")[-1].split()[-1] for name, server in servers.items()}
        cookie = session_cookie(addresses["stand-in"])
        rounds = [
            {name: rate(address, f"{BASE}/auth/session", cookie, options.seconds) for name, address in addresses.items()}
            for _ in range(options.rounds)
        ]
    finally:
        for server in servers.values():
            server.terminate()
    for name in commands:
        rates = [each[name] for each in rounds]
        print(f"{name:11} {statistics.median(rates):9,.0f} requests/s, best {max(rates):9,.0f}")
    for other in ("bare hyper", "bare Node"):
        print(f"{other} / stand-in: {statistics.median(each[other] / each['stand-in'] for each in rounds):.2f}")


if __name__ == "__main__":
    main()
