"""How fast the server answers: 校验全部 and 计算补贴 of a ledger with 5,000 rows, over HTTP, all formulas computed.

The peer is the same payload parsed and written again by `json` alone: what every server that takes a workbook as JSON
pays before it has done anything. Payload, answer and the server's memory are told too, and its CPU time, which a busy
machine changes less than the time on the clock. The limit is 2 seconds on the clock for both commands together.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path
from typing import Any

from formulas.subsidies import rules
from tests.addin.excel_client import ExcelClient
from tests.ledger_books import filled_ledger
from tests.ledger_cases import cases
from tests.oracles import libreoffice

RULE, ROWS, RUNS, LIMIT = "labour-award", 5000, 5, 2.0
COMMANDS = ("check_workbook", "compute_subsidies")


def payload(folder: Path) -> bytes:
    """The ledger as Excel with the add-in would send it."""
    rule = rules()[RULE]
    records = cases(rule, ROWS)
    for number, record in enumerate(records):
        record |= {key.name: f"4104021990{number * 7919 % (ROWS // 3):08d}" for key in rule.keys}
    filled = filled_ledger(rule, records, folder / "ledger.xlsx", named=True)
    computed = libreoffice.recalculate([filled], folder / "computed")[0]
    client = ExcelClient("", computed.read_bytes(), "台账.xlsx")
    return json.dumps(client.payload(), ensure_ascii=False).encode()


class Server:
    """`jiuye serve` as a process of its own, so that its memory can be told apart."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        program = [sys.executable, "-c", "from addin.cli import main; main()", "serve"]
        self.process = subprocess.Popen([*program, "--port", str(self.port)], stderr=subprocess.DEVNULL)

    def __enter__(self) -> Server:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5):
                    return self
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def post(self, command: str, body: bytes) -> bytes:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/commands/{command}", body)
        with urllib.request.urlopen(request, timeout=120) as response:
            answer: bytes = response.read()
            return answer

    def cpu(self) -> float:
        """Seconds of CPU so far, in all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, what: str) -> int:
        """Megabytes: VmRSS now, VmHWM at most."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith(what))) // 1024


def measured(work: Any) -> tuple[float, Any]:
    """The median seconds of a few runs, and what came out."""
    seconds, result = [], None
    for _ in range(RUNS):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        body = payload(Path(folder))
    cells = sum(len(row) for sheet in json.loads(body)["sheets"] for row in sheet["values"])
    peer, _ = measured(lambda: json.dumps(json.loads(body)))
    print(f"{RULE}, {ROWS} rows, {cells:,} cells, payload {len(body) / 1e6:.1f} MB; json alone {peer:.2f} s")
    total = 0.0
    with Server() as server:
        idle = server.memory("VmRSS")
        for command in COMMANDS:
            server.post(command, body)  # rules, forms and articles are loaded with the first one
            before = server.cpu()
            seconds, answer = measured(partial(server.post, command, body))
            used = (server.cpu() - before) / RUNS
            total += seconds
            data = json.loads(answer)["data"]
            told = data["summary"].splitlines()[0]
            size = f"answer {len(answer) / 1e6:.1f} MB"
            print(f"{command:20}{seconds:6.2f} s (CPU {used:.2f} s){seconds / peer:8.1f} × json   {size}   {told}")
        print(f"memory of the server: {idle} MB idle, {server.memory('VmHWM')} MB at most")
    print(f"together {total:.2f} s, limit {LIMIT} s")
    if total > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
