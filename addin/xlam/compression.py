"""Compresses VBA source text the way MS-OVBA 2.4.1 stores it.

Our own, because the compressor of `ms_ovba_compression` 1.0 does not limit the length of a copy (its `maxLength` shifts
the wrong way), so that any repeat of more than 18 bytes late in a chunk overwrites the offset and the text comes back
damaged; the tests let that package's decompressor and oletools' read what is written here.
"""

from __future__ import annotations

CHUNK = 4096
SIGNATURE = 0x3000
COMPRESSED = 0x8000
MINIMUM_MATCH = 3
CANDIDATES = 48  # how many earlier occurrences are tried: the text shrinks by little more when all are


def compress(data: bytes) -> bytes:
    """The compressed container of the data.

    Raises ValueError when the last, shorter chunk does not shrink: the format could store it only padded with zero
    bytes, which would then be part of the source. Program text always shrinks.
    """
    container = bytearray(b"\x01")
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        packed = _compress_chunk(chunk)
        if len(packed) <= CHUNK:
            container += (COMPRESSED | SIGNATURE | (len(packed) - 1)).to_bytes(2, "little") + packed
        elif len(chunk) == CHUNK:
            container += (SIGNATURE | (CHUNK - 1)).to_bytes(2, "little") + chunk
        else:
            raise ValueError("the last chunk of the source does not compress")
    return bytes(container)


def _compress_chunk(chunk: bytes) -> bytes:
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    position = 0
    while position < len(chunk):
        flags = 0
        flag_at = len(out)
        out.append(0)
        for bit in range(8):
            if position >= len(chunk):
                break
            offset, length = _longest_match(chunk, position, seen)
            if length >= MINIMUM_MATCH:
                flags |= 1 << bit
                out += _copy_token(position, offset, length).to_bytes(2, "little")
            else:
                length = 1
                out.append(chunk[position])
            for covered in range(position, position + length):
                seen.setdefault(chunk[covered : covered + MINIMUM_MATCH], []).append(covered)
            position += length
        out[flag_at] = flags
    return bytes(out)


def _longest_match(chunk: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Offset back and length of the longest earlier occurrence; length 0 when there is none."""
    limit = min(_longest_copy(position), len(chunk) - position)
    if limit < MINIMUM_MATCH:
        return 0, 0
    best_offset = best_length = 0
    for candidate in reversed(seen.get(chunk[position : position + MINIMUM_MATCH], [])[-CANDIDATES:]):
        length = MINIMUM_MATCH
        while length < limit and chunk[candidate + length] == chunk[position + length]:
            length += 1
        if length > best_length:
            best_offset, best_length = position - candidate, length
            if length == limit:
                break
    return best_offset, best_length


def _offset_bits(position: int) -> int:
    """How many bits of a copy token hold the offset: as many as the text before it needs, at least 4."""
    return max((position - 1).bit_length(), 4)


def _longest_copy(position: int) -> int:
    return (0xFFFF >> _offset_bits(position)) + MINIMUM_MATCH


def _copy_token(position: int, offset: int, length: int) -> int:
    return (offset - 1) << (16 - _offset_bits(position)) | (length - MINIMUM_MATCH)
