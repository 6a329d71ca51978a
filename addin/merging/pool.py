"""Files read side by side: reading and checking is nearly all of a merge's work, and files know nothing of each other.

Answers come in the order of the files. Only a few files are under way at a time, so that an inbox of thousands needs no
more memory than one of ten. A file that kills its process is refused; the others are read all the same.

Beside other threads, in a server, files are read one after the other: a copy of the process would take over its open
connections, and wait for ever for a lock that another thread held.
"""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext

from addin.merging.extract import Extract, extract, list_forms
from addin.merging.inbox import Parcel, Refused, content_of
from addin.merging.words import refusal

FEW = 6  # up to so many files, starting processes costs more than it saves
MOST_PROCESSES = 4
_AHEAD = 2  # files under way for each process


def read_all(
    arrived: Iterable[Parcel | Refused], count: int, today: dt.date, passwords: Sequence[str] = ()
) -> Iterator[Extract | Refused]:
    """Read every parcel, trying the passwords on those that have one; refused files come through as they are."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES, count)
    if count <= FEW or processes < 2 or multiprocessing.current_process().daemon or not _alone():
        for each in arrived:
            yield _read(each, today, passwords)
        return
    yield from _Pool(processes, today, passwords).read(arrived)


def _read(each: Parcel | Refused, today: dt.date, passwords: Sequence[str]) -> Extract | Refused:
    if isinstance(each, Refused):
        return each
    content = None if each.path is not None else content_of(each)
    if isinstance(content, str):
        return Refused(each.name, content)
    return extract(each.name, each.path, content, today, passwords)


class _Pool:
    def __init__(self, processes: int, today: dt.date, passwords: Sequence[str]) -> None:
        self.processes = processes
        self.today = today
        self.passwords = passwords
        list_forms()  # before the processes part, so that each need not load the forms anew
        self.executor = self._new(processes)

    def read(self, arrived: Iterable[Parcel | Refused]) -> Iterator[Extract | Refused]:
        waiting: deque[tuple[Parcel | Refused, Future[Extract] | None]] = deque()
        try:
            for each in arrived:
                waiting.append(self._submit(each))
                if len(waiting) >= _AHEAD * self.processes:
                    yield self._answer(*waiting.popleft())
            while waiting:
                yield self._answer(*waiting.popleft())
        finally:
            self.executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, each: Parcel | Refused) -> tuple[Parcel | Refused, Future[Extract] | None]:
        if isinstance(each, Refused):
            return each, None
        content = None if each.path is not None else content_of(each)
        if isinstance(content, str):
            return Refused(each.name, content), None
        try:
            return each, self._start(self.executor, each, content)
        except BrokenProcessPool:
            self.executor = self._new(self.processes)
            return each, self._start(self.executor, each, content)

    def _start(self, executor: ProcessPoolExecutor, parcel: Parcel, content: bytes | None) -> Future[Extract]:
        return executor.submit(extract, parcel.name, parcel.path, content, self.today, self.passwords)

    def _answer(self, each: Parcel | Refused, future: Future[Extract] | None) -> Extract | Refused:
        if future is None or isinstance(each, Refused):
            assert isinstance(each, Refused)
            return each
        try:
            return future.result()
        except BrokenProcessPool:
            return self._once_more(each)

    def _once_more(self, parcel: Parcel) -> Extract | Refused:
        """In a process of its own: was it this file that ended the process, or a neighbour?"""
        content = None if parcel.path is not None else content_of(parcel)
        if isinstance(content, str):
            return Refused(parcel.name, content)
        with self._new(1) as executor:
            try:
                return self._start(executor, parcel, content).result()
            except BrokenProcessPool:
                return Refused(parcel.name, refusal("CRASHED", error="进程中断"))

    @staticmethod
    def _new(processes: int) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(processes, mp_context=_context(), initializer=_settle)
        executor.submit(list_forms)  # starts the processes, before anyone draws a progress bar in a thread
        return executor


def _settle() -> None:
    """In a new process: what was loaded before stays for good, so the collector need not look at it again."""
    gc.freeze()
    gc.set_threshold(50_000)


def _alone() -> bool:
    """Whether this process has no thread but this one."""
    return threading.active_count() == 1


def _context() -> BaseContext:
    """Copies of this process where that is safe: they start at once, with the forms loaded.

    Not once threads run, such as the one that serves the first processes: what takes the place of a process that died
    starts from nothing.
    """
    return multiprocessing.get_context("fork" if sys.platform == "linux" and _alone() else "spawn")
