"""One pass over the bytes: their hash, whether they are UTF-8, and if not, what else."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from counterclaim.errors import DamagedFile

CHUNK = 1 << 20
BEGINNING = 4 * CHUNK
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = {"cp1252": "Windows-1252 (Latin-1)", "mac_roman": "Mac-Roman"}
_ODD_INSIDE_A_WORD = re.compile(
    r"[a-zà-ÿ][^\x00-\x7fà-ÿœ’‘–—“”…«»°ºª]|[^\x00-\x7fà-ÿœ’‘–—“”…«»°ºªÀ-Ý]"
)


@dataclass(frozen=True)
class Fingerprint:
    """What one pass over a file's bytes tells."""

    sha256: str
    utf8: bool
    bom: bool
    zeros: bool
    ends_with_newline: bool
    returns_alone: bool
    sample: bytes


def fingerprint(file: Path, decoded: int = BEGINNING) -> Fingerprint:
    """Read ``file`` once, in chunks of a mebibyte; keeps no more than its odd bytes in memory.

    Whether it is UTF-8 is told from its first ``decoded`` bytes: the bulk reader checks every byte
    anyway and stops at one that is not.
    """
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, zeros, sample, last, first, read = True, False, b"", b"", b"", 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            first, last = first or chunk, chunk
            digest.update(chunk)
            zeros = zeros or b"\0" in chunk
            if read < decoded:
                utf8, read = utf8 and _decodes(decoder, chunk), read + len(chunk)
            if not utf8 and len(sample) < CHUNK:
                sample += chunk
    utf8 = utf8 and (read >= decoded or _decodes(decoder, b"", final=True))
    return Fingerprint(
        digest.hexdigest(),
        utf8,
        first.startswith(codecs.BOM_UTF8),
        zeros,
        last.endswith((b"\n", b"\r")),
        b"\r" in first and b"\n" not in first,
        sample or first,
    )


def as_utf8(
    file: Path, print_: Fingerprint, workspace: Path, stated: str = ""
) -> tuple[Path, tuple[str, ...]]:
    """``file`` itself where it is UTF-8, otherwise a copy in UTF-8, and what there is to say."""
    encoding = stated or _encoding(file, print_)
    said = ["starts with a byte order mark: skipped"] if print_.bom else []
    if print_.returns_alone:
        said.append("lines end as on old Macintoshes: read")
    if encoding.startswith("utf-8") and not print_.returns_alone:
        return file, tuple(said)
    if not encoding.startswith("utf-8"):
        said.append(
            f"encoded as {_SINGLE_BYTE.get(encoding, encoding.upper())}, not UTF-8: read so"
        )
    return _transcoded(file, workspace, encoding, print_.returns_alone), tuple(said)


def guess(sample: bytes) -> str:
    """The single-byte encoding in which ``sample`` reads most like words of Latin letters.

    In the wrong one, accented letters come out as signs or as capitals inside words.
    """
    odd = {
        encoding: len(_ODD_INSIDE_A_WORD.findall(sample.decode(encoding, errors="replace")))
        for encoding in _SINGLE_BYTE
    }
    return min(odd, key=lambda encoding: odd[encoding])


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(file: Path, print_: Fingerprint) -> str:
    with file.open("rb") as stream:
        head = stream.read(CHUNK)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if print_.zeros:
        return _wide(file, head)
    return "utf-8" if print_.utf8 else guess(print_.sample)


def _wide(file: Path, head: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte of plain letters."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 4 and min(even, odd) < len(head) // 50:
        return "utf-16-le" if odd > even else "utf-16-be"
    raise DamagedFile(
        "the file holds zero bytes: its download was cut off or it is no text",
        file=file,
        seen="bytes of value 0",
        expected="a CSV file",
        remedy="download it again",
    )


def _transcoded(file: Path, workspace: Path, encoding: str, returns_alone: bool) -> Path:
    target = workspace / f"utf8-{file.name}"
    try:
        with (
            file.open(encoding=encoding, newline="") as source,
            target.open("w", encoding="utf-8", newline="") as sink,
        ):
            while chunk := source.read(CHUNK):
                sink.write(chunk.replace("\r", "\n") if returns_alone else chunk)
    except (UnicodeError, LookupError) as error:
        raise DamagedFile(
            f"the file cannot be read as {encoding}",
            file=file,
            seen=str(error),
            remedy="download it again, or state the encoding in the mapping",
        ) from None
    return target
