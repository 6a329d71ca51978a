"""The compression of MS-OVBA 2.4.1 against the examples of the specification and two other programs' decompressors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ms_ovba_compression.ms_ovba import MsOvba
from oletools.olevba import decompress_stream

from addin.xlam.compression import compress


@pytest.mark.parametrize(
    ("text", "container"),
    [
        pytest.param(
            b"abcdefghijklmnopqrstuv.",
            "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
            id="3.2.1 no compression",
        ),
        pytest.param(b"a" * 73, "01 03 B0 02 61 45 00", id="3.2.3 maximum"),
    ],
)
def test_examples_of_the_specification(text: bytes, container: str) -> None:
    assert compress(text) == bytes.fromhex(container)


def test_the_example_with_a_choice_of_copies() -> None:
    # 3.2.2: which of several equal copies is taken is free; the size of the container is not
    text = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    printed = bytes.fromhex(
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71"
        " 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    )
    assert decompress_stream(bytearray(printed)) == text
    assert decompress_stream(bytearray(compress(text))) == text
    assert len(compress(text)) == len(printed)


source_text = st.lists(
    st.sampled_from(["    Dim i As Long\r\n", "' 校验本表\r\n", "End Sub\r\n", "-" * 90 + "\r\n", "x", "政策参数"]),
    max_size=700,
).map(lambda parts: "".join(parts).encode("cp936"))


@settings(max_examples=60, deadline=None)
@given(source_text)
def test_source_text_comes_back(data: bytes) -> None:
    packed = compress(data)
    assert decompress_stream(bytearray(packed)) == data
    assert MsOvba().decompress(packed) == data


@pytest.mark.parametrize("repeats", [18, 19, 100, 2000, 4095, 4096, 4097])
@pytest.mark.parametrize("before", [0, 16, 17, 2047, 2048, 2049, 4000])
def test_a_long_repeat_late_in_a_chunk(before: int, repeats: int) -> None:
    # the case in which the compressor of ms_ovba_compression 1.0 overwrites the offset of a copy
    data = bytes(i * i % 253 for i in range(before)) + b"=" * repeats
    assert decompress_stream(bytearray(compress(data))) == data


def noise(size: int) -> bytes:
    """Bytes in which nothing repeats for long."""
    state, out = 1, bytearray()
    for _ in range(size):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        out.append(state >> 16 & 0xFF)
    return bytes(out)


def test_a_full_chunk_that_does_not_shrink_is_stored_as_it_is() -> None:
    data = noise(4096)
    packed = compress(data)
    assert packed[1:3] == bytes.fromhex("FF3F")
    assert decompress_stream(bytearray(packed)) == data


def test_a_last_chunk_that_does_not_shrink_is_refused() -> None:
    with pytest.raises(ValueError, match="last chunk"):
        compress(noise(4096 + 4000))
