"""The compound file: whatever is put in, olefile (another program) takes out; the directory is the tree it must be."""

from __future__ import annotations

import io

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.xlam.compound_file import compound_file

NO_STREAM = 0xFFFFFFFF
SIZES = (0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 70_000)

# Names as the format allows them; olefile itself cannot hold surrogate pairs apart
names = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cn", "Co"]).filter(
        lambda c: c not in "/\\:!"
    ),
    min_size=1,
    max_size=31,
)
contents = st.one_of(st.binary(max_size=200), st.sampled_from(SIZES).map(lambda size: b"\xa5" * size))


def read(data: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT)


def upper(name: str) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in name)


def streams(entry: olefile.olefile.OleDirectoryEntry) -> dict[str, object]:
    return {child.name: streams(child) if child.entry_type == olefile.STGTY_STORAGE else child for child in entry.kids}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(names, contents, max_size=12).filter(lambda d: len({upper(n) for n in d}) == len(d)),
    st.dictionaries(names, contents, max_size=12).filter(lambda d: len({upper(n) for n in d}) == len(d)),
)
def test_any_names_and_sizes_are_read_back(top: dict[str, bytes], inner: dict[str, bytes]) -> None:
    top = {name: data for name, data in top.items() if upper(name) != "STORAGE"}
    found = read(compound_file({**top, "storage": inner}))
    got = {entry.name: entry for entry in found.root.kids}
    assert {*got} == {*top, "storage"}
    assert {entry.name for entry in got["storage"].kids} == {*inner}
    for holder, wanted in ((got, top), ({e.name: e for e in got["storage"].kids}, inner)):
        for name, data in wanted.items():
            entry = holder[name]
            assert entry.size == len(data)
            assert found._open(entry.isectStart, entry.size).read() == data, name


@pytest.mark.parametrize("size", SIZES)
def test_one_stream_of_a_size_at_a_border(size: int) -> None:
    data = bytes(i % 251 for i in range(size))
    assert read(compound_file({"stream": data})).openstream("stream").read() == data


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6, 7, 8, 20, 100])
def test_the_directory_is_a_red_black_tree_in_the_order_of_the_format(count: int) -> None:
    found = read(compound_file({f"n{i}" * (1 + i % 3): b"x" for i in range(count)}))
    entries = found.direntries

    def walk(sid: int, parent_red: bool) -> tuple[list[str], int]:
        """The names in order and the number of black nodes on every path down."""
        if sid == NO_STREAM:
            return [], 0
        entry = entries[sid]
        red = entry.color == 0
        assert not (red and parent_red), "two red nodes follow one another"
        before, black_left = walk(entry.sid_left, red)
        after, black_right = walk(entry.sid_right, red)
        assert black_left == black_right, "paths of different black length"
        return [*before, entry.name, *after], black_left + (not red)

    order, _ = walk(entries[0].sid_child, parent_red=True)
    assert len(order) == count
    assert order == sorted(order, key=lambda name: (len(name), name.upper()))


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("", "0 UTF-16 units"),
        ("n" * 32, "32 UTF-16 units"),
        ("😀" * 16, "32 UTF-16 units"),
        ("a/b", "'/'"),
        ("a:b", "':'"),
    ],
)
def test_a_name_the_format_cannot_hold_is_refused(name: str, fragment: str) -> None:
    with pytest.raises(ValueError, match=fragment):
        compound_file({name: b""})


def test_names_that_differ_only_in_case_are_refused() -> None:
    with pytest.raises(ValueError, match="'Module' and 'MODULE'"):
        compound_file({"Module": b"", "MODULE": b""})


def test_a_file_beyond_the_header_table_is_refused() -> None:
    with pytest.raises(ValueError, match="DIFAT"):
        compound_file({"big": bytes(7_200_000)})


def test_the_largest_file_the_header_table_describes_is_read_back() -> None:
    data = bytes(109 * 127 * 512 - 2048)
    assert read(compound_file({"big": data})).openstream("big").read() == data
