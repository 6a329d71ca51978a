"""Writes a compound file (MS-CFB version 3): the container of `vbaProject.bin`.

Only writing, only what a macro project needs: storages and streams, a mini stream for the short ones, no times and no
class ids, so that the same streams always give the same bytes. olefile reads the result back in the tests.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Union

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096  # streams shorter than this live in the mini stream
FREE, END_OF_CHAIN, FAT_SECTOR, NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
FAT_SECTORS_IN_HEADER = 109  # further ones would need DIFAT sectors; 109 describe 6.8 MiB, a macro project has 0.2
ENTRIES_PER_FAT_SECTOR = SECTOR // 4
DIRECTORY_ENTRY = 128
NAME_LIMIT = 31  # UTF-16 units, without the closing zero
RED, BLACK = 0, 1
STORAGE, STREAM, ROOT = 1, 2, 5

Entry = Union[bytes, "Storage"]
Storage = Mapping[str, Entry]


@dataclass
class _Node:
    """One directory entry while it is being laid out."""

    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    colour: int = BLACK
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    start: int = 0
    size: int = 0


def compound_file(root: Storage) -> bytes:
    """The bytes of a compound file that holds the named streams (bytes) and storages (mappings).

    Raises ValueError for a name the format cannot hold and for a file beyond 6.8 MiB.
    """
    nodes = [_Node("Root Entry", ROOT)]
    _add_children(nodes, 0, root)

    mini_stream, mini_fat = _pack_mini_stream(nodes)
    fat: list[int] = []
    body: list[bytes] = []
    for node in nodes:
        if node.kind == STREAM and node.size >= MINI_CUTOFF:
            node.start = _append_chain(fat, body, node.data)
    nodes[0].start, nodes[0].size = _append_chain(fat, body, mini_stream), len(mini_stream)
    directory = b"".join(map(_directory_entry, nodes))
    unused = _directory_entry(_Node("", 0))
    directory += unused * (-len(nodes) % (SECTOR // DIRECTORY_ENTRY))
    directory_start = _append_chain(fat, body, directory)
    mini_fat_bytes = _fat_bytes(mini_fat)
    mini_fat_start = _append_chain(fat, body, mini_fat_bytes)

    fat_start = len(fat)
    fat_count = 0
    while fat_count * ENTRIES_PER_FAT_SECTOR < fat_start + fat_count:
        fat_count += 1
    if fat_count > FAT_SECTORS_IN_HEADER:
        raise ValueError(f"a compound file of {fat_start * SECTOR} bytes needs DIFAT sectors, which are not written")
    fat += [FAT_SECTOR] * fat_count
    body.append(_fat_bytes(fat))

    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        0x003E,  # minor version
        3,  # major version: 512-byte sectors
        0xFFFE,  # little endian
        9,  # sectors of 2**9 bytes
        6,  # mini sectors of 2**6 bytes
        0,  # number of directory sectors: always 0 in version 3
        fat_count,
        directory_start,
        0,  # transaction signature
        MINI_CUTOFF,
        mini_fat_start,
        len(mini_fat_bytes) // SECTOR,
        END_OF_CHAIN,  # first DIFAT sector
        0,  # number of DIFAT sectors
        fat_start,
    )
    further = [fat_start + i for i in range(1, fat_count)]
    further += [FREE] * (FAT_SECTORS_IN_HEADER - 1 - len(further))
    return header + struct.pack(f"<{len(further)}I", *further) + b"".join(body)


def _add_children(nodes: list[_Node], parent: int, storage: Storage) -> None:
    folded: dict[str, str] = {}
    for name in storage:
        _check_name(name)
        if (twin := folded.setdefault(_upper(name), name)) != name:
            raise ValueError(f"the stream names {twin!r} and {name!r} differ only in case")
    for name in sorted(storage, key=_sort_key):
        entry = storage[name]
        index = len(nodes)
        nodes[parent].children.append(index)
        if isinstance(entry, bytes):
            nodes.append(_Node(name, STREAM, entry, size=len(entry)))
        else:
            nodes.append(_Node(name, STORAGE))
            _add_children(nodes, index, entry)
    siblings = nodes[parent].children
    # A tree cut at the middle has all its gaps on the last two levels: with only the last, incomplete level red,
    # every path meets the same number of black nodes, which is what a red-black tree asks for.
    full_levels = (len(siblings) + 1).bit_length() - 1
    nodes[parent].child = _balanced(nodes, siblings, level=0, full_levels=full_levels)


def _balanced(nodes: list[_Node], siblings: Sequence[int], level: int, full_levels: int) -> int:
    if not siblings:
        return NO_STREAM
    middle = len(siblings) // 2
    node = nodes[siblings[middle]]
    node.colour = RED if level >= full_levels else BLACK
    node.left = _balanced(nodes, siblings[:middle], level + 1, full_levels)
    node.right = _balanced(nodes, siblings[middle + 1 :], level + 1, full_levels)
    return siblings[middle]


def _check_name(name: str) -> None:
    if not 0 < _units(name) <= NAME_LIMIT:
        raise ValueError(f"the stream name {name!r} has {_units(name)} UTF-16 units, 1 to {NAME_LIMIT} are allowed")
    if forbidden := set(name) & set("/\\:!\0"):
        raise ValueError(f"the stream name {name!r} holds {''.join(sorted(forbidden))!r}")


def _units(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2


def _upper(name: str) -> str:
    """Simple case conversion as the format wants it: one character becomes one character (ß stays ß)."""
    return "".join(c.upper() if len(c.upper()) == 1 and _units(c.upper()) == _units(c) == 1 else c for c in name)


def _sort_key(name: str) -> tuple[int, tuple[int, ...]]:
    """Shorter names come first, equally long ones by their upper-case UTF-16 units."""
    raw = _upper(name).encode("utf-16-le")
    return len(raw), struct.unpack(f"<{len(raw) // 2}H", raw)


def _pack_mini_stream(nodes: list[_Node]) -> tuple[bytes, list[int]]:
    stream = bytearray()
    fat: list[int] = []
    for node in nodes:
        if node.kind != STREAM or node.size >= MINI_CUTOFF:
            continue
        node.start = _extend(fat, -(-node.size // MINI_SECTOR))
        stream += node.data + bytes(-node.size % MINI_SECTOR)
    return bytes(stream), fat


def _append_chain(fat: list[int], body: list[bytes], data: bytes) -> int:
    """Append the data in whole sectors and their chain; returns the first sector."""
    body.append(data + bytes(-len(data) % SECTOR))
    return _extend(fat, -(-len(data) // SECTOR))


def _extend(fat: list[int], count: int) -> int:
    """Chain `count` further sectors; an empty chain has no first sector."""
    if count == 0:
        return END_OF_CHAIN
    start = len(fat)
    fat += range(start + 1, start + count)
    fat.append(END_OF_CHAIN)
    return start


def _fat_bytes(fat: list[int]) -> bytes:
    padded = fat + [FREE] * (-len(fat) % ENTRIES_PER_FAT_SECTOR)
    return struct.pack(f"<{len(padded)}I", *padded)


def _directory_entry(node: _Node) -> bytes:
    name = (node.name + "\0").encode("utf-16-le") if node.kind else b""
    return struct.pack(
        "<64sHBBIII16xI16xIII",
        name,
        len(name),
        node.kind,
        node.colour if node.kind else 0,
        node.left,
        node.right,
        node.child,
        0,  # state bits
        node.start,
        node.size,
        0,  # the high half of the size: 0 in version 3
    )
