"""Starting soffice so that it neither meets another one nor the user's own settings, and always ends.

A profile that saw a crash crashes again at every start, so it is thrown away then.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

START_SECONDS = 90  # a cold start on a busy machine, with a margin
FILE_SECONDS = 60  # the largest ledger recalculates in a few seconds

FONTS = Path(__file__).with_name("fonts.conf")


class LibreOfficeError(RuntimeError):
    """LibreOffice is missing, crashed twice, or would not load a file."""


@dataclass
class Office:
    """One kind of soffice for this process, with macros or without, and the profile it starts from.

    Takes: `driver`, the Basic of the macros that are called from outside, where macros are allowed
    """

    macros: bool
    driver: str = field(default="", repr=False)
    _profile: Path | None = field(default=None, repr=False)

    def convert(self, files: list[Path], suffix: str, outdir: Path) -> str:
        """Run one conversion of all files; returns what soffice complained of. What it made lies in `outdir`."""
        seconds = START_SECONDS + FILE_SECONDS * len(files)
        if not self.macros:
            return self.run(["--convert-to", suffix, "--outdir", str(outdir), *map(str, files)], seconds)
        if suffix != "xlsx":
            raise ValueError("with macros allowed, workbooks are recalculated and nothing else")
        jobs = outdir / "jobs.txt"
        lines = [line for path in files for line in (path.as_uri(), (outdir / f"{path.stem}.xlsx").as_uri())]
        jobs.write_text("\n".join(lines) + "\n", encoding="ascii")
        said = self.run([f"macro:///Standard.Driver.ConvertAll({jobs.as_uri()})"], seconds)
        reasons = [path.read_text(encoding="utf-8", errors="replace").strip() for path in outdir.glob("*.error")]
        return "; ".join(filter(None, [said, *reasons]))

    def forget_profile(self) -> None:
        if self._profile is not None:
            shutil.rmtree(self._profile, ignore_errors=True)
        self._profile = None

    def run(self, arguments: Sequence[str], seconds: float) -> str:
        """Start soffice, wait for its end, at most so long; returns what it complained of."""
        profile = self._profile or self._new_profile()
        program = shutil.which("soffice")
        if program is None:
            raise LibreOfficeError("soffice is not installed; `make test` installs it (tools/install_libreoffice.sh)")
        process = subprocess.Popen(
            [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments],
            # without a UTF-8 locale soffice cannot read Chinese file names
            env={**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "FONTCONFIG_FILE": str(FONTS)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            complaint = process.communicate(timeout=seconds)[1]
        except subprocess.TimeoutExpired:
            complaint = f"no answer within {seconds} s"
        finally:
            # soffice is a script around the real program, so the whole group has to go
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return "; ".join(line for line in complaint.splitlines() if line and "javaldx" not in line)

    def _new_profile(self) -> Path:
        """Always recalculate, in the clerks' locale whatever this machine speaks; macros as asked."""
        self._profile = profile = Path(tempfile.mkdtemp(prefix="jiuye-lo-profile-"))
        atexit.register(shutil.rmtree, profile, ignore_errors=True)
        settings = [
            ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # 0: always
            ("Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
            ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
            ("Office.Common/Security/Scripting", "DisableMacrosExecution", str(not self.macros).lower()),
            ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0" if self.macros else "3"),
            ("Office.Calc/Filter/Import/VBA", "Executable", str(self.macros).lower()),
        ]
        items = "\n".join(
            f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
            f"<value>{value}</value></prop></item>"
            for path, name, value in settings
        )
        (profile / "user").mkdir()
        (profile / "user" / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}\n</oor:items>\n',
            encoding="utf-8",
        )
        if self.driver:
            # the first start writes an empty macro library over ours
            self.run(["--terminate_after_init"], START_SECONDS)
            library = profile / "user" / "basic" / "Standard"
            index = library / "script.xlb"
            index.write_text(index.read_text(encoding="utf-8").replace('"Module1"', '"Driver"'), encoding="utf-8")
            (library / "Driver.xba").write_text(
                '<?xml version="1.0" encoding="UTF-8"?>\n'
                '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Driver"'
                f' script:language="StarBasic">\n{escape(self.driver)}</script:module>\n',
                encoding="utf-8",
            )
        return profile
