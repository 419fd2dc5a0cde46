"""An encrypted file that is written in one go and read anywhere: AES-256-GCM by blocks, each one authenticated.

A file begins with a header: a mark, the name of its key, 16 random bytes. From the key and these bytes HKDF-SHA256 (RFC
5869) derives the file's own key, so that the number of a block is a nonce used once. The number and whether the block is the
last are part of the nonce: blocks moved, repeated or cut off are refused, as is any bit that changed.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
from collections.abc import Mapping
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BLOCK, TAG = 1 << 16, 16  # bytes
HEADER = struct.Struct("<8s8s16s")  # mark, name of the key, salt
MARK = b"CECSAUV1"
NONCE = struct.Struct(">3xQ?")  # number of the block, whether it is the last


class Unreadable(OSError):
    """The file is not sealed by a key we have, or is not as it was written."""


def key_name(key: bytes) -> bytes:
    """Return what tells a key from another, without telling the key."""
    return hashlib.sha256(b"backup key:" + key).digest()[:8]


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"citoyens-en-communs backup").derive(key))


class SealingWriter(io.RawIOBase):
    """A stream that encrypts what it is given; `close` writes the last block, without which the file is refused."""

    def __init__(self, out: IO[bytes], key: bytes) -> None:
        """Write the header."""
        super().__init__()
        salt = os.urandom(16)
        self._out, self._header = out, HEADER.pack(MARK, key_name(key), salt)
        self._cipher, self._number, self._held = _cipher(key, salt), 0, bytearray()
        self._out.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Keep what does not fill a block: the last one must be known when it is sealed."""
        given = memoryview(data).cast("B")
        self._held += given
        while len(self._held) > BLOCK:
            self._seal(bytes(self._held[:BLOCK]), last=False)
            del self._held[:BLOCK]
        return len(given)

    def finish(self) -> None:
        """Write the last block."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, block: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(NONCE.pack(self._number, last), block, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """A sealed file as a stream that can seek. Nothing of it is ever written in clear on a disk."""

    def __init__(self, file: IO[bytes], keys: Mapping[bytes, bytes]) -> None:
        """Open it with one of `keys` (by name). Raises `Unreadable`; the end of the file is proved before anything."""
        super().__init__()
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._header = file.read(HEADER.size)
        if len(self._header) < HEADER.size or size < HEADER.size + TAG:
            raise Unreadable("too short")
        mark, name, salt = HEADER.unpack(self._header)
        if mark != MARK or name not in keys:
            raise Unreadable("not sealed by a known key")
        self._file, self._cipher = file, _cipher(keys[name], salt)
        self._blocks = -(-(size - HEADER.size) // (BLOCK + TAG))
        self._size = size - HEADER.size - self._blocks * TAG
        self._place, self._number, self._block = 0, -1, b""
        self._load(self._blocks - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move in the clear text."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: Any, /) -> int:
        """Read up to the end of one block."""
        if self._place >= self._size:
            return 0
        number, start = divmod(self._place, BLOCK)
        self._load(number)
        view = memoryview(buffer).cast("B")
        part = self._block[start : start + len(view)]
        view[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        self._file.seek(HEADER.size + number * (BLOCK + TAG))
        sealed = self._file.read(BLOCK + TAG)
        try:
            self._block = self._cipher.decrypt(NONCE.pack(number, number == self._blocks - 1), sealed, self._header)
        except InvalidTag as error:
            raise Unreadable("a block is not as it was written") from error
        self._number = number


def opened(file: IO[bytes], keys: Mapping[bytes, bytes]) -> IO[bytes]:
    """Return a sealed file as a buffered stream. Raises `Unreadable`."""
    return io.BufferedReader(SealedReader(file, keys), BLOCK)
