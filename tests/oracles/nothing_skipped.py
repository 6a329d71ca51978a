"""pytest hooks: a test that was skipped, or expected to fail, fails the whole run and is named at its end.

The promise is that everything runs. A missing program is an error of the set-up, never a reason to pass.
conftest.py takes the hooks in by importing them.
"""

from __future__ import annotations

from typing import Any

import pytest

_NOT_RUN = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_NOT_RUN] = []
    config.pluginmanager.register(_Watch(config.stash[_NOT_RUN]))


class _Watch:
    """Collects what did not run; with xdist the workers' reports arrive here too."""

    def __init__(self, not_run: list[str]) -> None:
        self.not_run = not_run

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # xfail leaves a mark on the report: skipped means failed as expected, passed means passed unexpectedly
        if hasattr(report, "wasxfail"):
            self.not_run.append(f"{report.nodeid}: expected to fail ({report.wasxfail or 'no reason given'})")
        elif report.skipped:
            self.not_run.append(f"{report.nodeid}: skipped ({_reason(report.longrepr)})")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.not_run.append(f"{report.nodeid}: skipped as a whole ({_reason(report.longrepr)})")


def _reason(longrepr: Any) -> str:
    return str(longrepr[2] if isinstance(longrepr, tuple) else longrepr)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not_run := config.stash[_NOT_RUN]:
        terminalreporter.section("every test has to run", sep="=", red=True)
        for line in not_run:
            terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.stash[_NOT_RUN] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
