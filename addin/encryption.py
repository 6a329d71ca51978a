"""Workbooks under a password: AES as Excel itself does it, so that any Excel opens them with the password."""

from __future__ import annotations

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from addin.errors import CannotRun

SAFE_LENGTH = 8  # shorter passwords are found by trying


def encrypt(content: bytes, password: str) -> bytes:
    """The workbook under a password; raises CannotRun for an empty one."""
    if not password:
        raise CannotRun("密码不能是空的。请填写密码，或去掉 --password。")
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def is_encrypted(content: bytes) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except (FileFormatError, OSError, ValueError):
        return False


def decrypt(content: bytes, password: str) -> bytes:
    """The workbook itself; one without a password as it is. Raises CannotRun for a wrong password."""
    if not is_encrypted(content):
        return content
    if not password:
        raise CannotRun("这个工作簿设有密码。请加 --password 给出密码。")
    target = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        file.load_key(password=password, verify_password=True)
        file.decrypt(target, verify_integrity=True)
    except (InvalidKeyError, DecryptionError):
        raise CannotRun("密码不对，打不开这个工作簿。请向报送单位核实密码。") from None
    return target.getvalue()
