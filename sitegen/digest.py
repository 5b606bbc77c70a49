"""The only hashing: short names for content, and keys that say whether a page would come out the same."""

from __future__ import annotations

from hashlib import blake2b, sha256
from zlib import crc32


def content_hash(data: bytes) -> str:
    """Eight hexadecimal digits that name a raw source page (SHA-256, cut)."""
    return sha256(data).hexdigest()[:8]


def content_key(data: bytes) -> str:
    """The key of some bytes: of a file's content, or of a value as it is stored."""
    return blake2b(data, digest_size=16).hexdigest()


def name_of(content: bytes) -> str:
    """Sixteen hexadecimal digits that name a file of the site by its content."""
    return blake2b(content, digest_size=8).hexdigest()


def checksum(name: str, content: bytes) -> int:
    """A number that tells, as good as surely, when the bytes under a name are other ones (CRC-32)."""
    return crc32(content, crc32(name.encode()))


def key_of(*parts: object) -> str:
    """A key that is equal when, and only when, all parts are.

    Parts are frozen dataclasses, text, bytes, numbers, dates, and tuples, lists and dicts of them: their
    `repr` tells different values apart and is the same in every process (a set's would not be).
    """
    return content_key(repr(parts).encode("utf-8", "backslashreplace"))
