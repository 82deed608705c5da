"""What is measured from outside: a real server, as a browser meets it."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 150


class Server:
    """A running server, and one browser that keeps its connection."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port
        self.browser = http.client.HTTPConnection("localhost", port, timeout=60)

    def get(self, address: str) -> tuple[float, bytes]:
        """Milliseconds until the whole answer was here, and the answer as it was sent.

        A cookie stands after the address, with a space between.
        """
        path, _space, cookie = address.partition(" ")
        headers = {"Accept-Encoding": "gzip, br"} | ({"Cookie": cookie} if cookie else {})
        began = time.perf_counter()
        self.browser.request("GET", path, headers=headers)
        answer = self.browser.getresponse()
        body = answer.read()
        assert answer.status == 200, f"{address}: {answer.status}"
        return 1000 * (time.perf_counter() - began), body

    def memory(self) -> float:
        """Resident memory in MB, children included."""
        root = psutil.Process(self.process.pid)
        family = [root, *root.children(recursive=True)]
        return sum(float(each.memory_info().rss) for each in family) / 1e6

    def threads(self) -> int:
        """How many threads it has."""
        return int(psutil.Process(self.process.pid).num_threads())


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Server]:
    """The program's own server and settings, with the bare page beside the product's."""
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "evenweave.config.asgi:application"]
    quiet = ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    told = environment | {"DJANGO_SETTINGS_MODULE": "workshop.benches.settings"}
    process = subprocess.Popen([*command, *quiet], cwd=ROOT, env=told)
    try:
        server = Server(process, port)
        for _try in range(200):
            try:
                server.get("/bare/")
                break
            except OSError:
                server.browser.close()
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def compare(server: Server, addresses: dict[str, str]) -> dict[str, float]:
    """The median time of each page in milliseconds, asked for in turn so that noise is shared."""
    server.browser.close()  # a connection that nobody used for a while is gone
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for turn in range(ROUNDS + 20):
        for name, address in addresses.items():
            taken, _body = server.get(address)
            if turn >= 20:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def first_visit(server: Server, address: str) -> dict[str, float]:
    """What a first visit costs, in kB as sent: the page and all that it asks for, from us alone."""
    _time, body = server.get(address)
    sizes = {address: len(body)}
    page = gzip.decompress(body).decode()
    wanted = set(re.findall(r'(?:src|href)="([^"]+\.(?:css|js|woff2|svg)[^"#]*)', page))
    outside = [each for each in wanted if urlsplit(each).netloc]
    assert not outside, f"The page asks others: {outside}"
    for each in wanted:
        sizes[each] = len(server.get(urljoin(address, each))[1])
    return {"kB": sum(sizes.values()) / 1000, "requests": len(sizes)}
