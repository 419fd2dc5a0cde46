"""Several files and their LISEZMOI in one ZIP, made on disk without ever holding a file in memory."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, Self

NOTICE = "LISEZMOI.txt"
_PACKED = {".xlsx", ".ods", ".zip", ".jpg", ".jpeg", ".png", ".webp", ".pdf", ".odt", ".docx"}


class Bundle:
    """A ZIP that appears at `target` only when it is whole; used with `with`.

    An error inside the block removes what was written and leaves an older file at `target` as it was.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self._part = target.with_name(f"{target.name}.part")

    def __enter__(self) -> Self:
        self._archive = zipfile.ZipFile(self._part, "w", zipfile.ZIP_DEFLATED)
        return self

    @contextmanager
    def entry(self, name: str) -> Iterator[BinaryIO]:
        """A binary file to write (it can seek); it becomes the entry `name` at the end of the block."""
        with TemporaryFile(dir=self.target.parent) as scratch:
            yield scratch
            scratch.seek(0)
            with self._archive.open(self._info(name), "w", force_zip64=True) as target:
                copyfileobj(scratch, target, 1 << 18)

    def add(self, name: str, source: Path) -> None:
        """Add a file that is on disk."""
        with source.open("rb") as opened, self._archive.open(self._info(name), "w", force_zip64=True) as target:
            copyfileobj(opened, target, 1 << 18)

    def notice(self, text: str) -> None:
        """Add the LISEZMOI; with CRLF line ends and a mark, so that Windows' notepad shows it well."""
        self._archive.writestr(self._info(NOTICE), text.replace("\n", "\r\n").encode("utf-8-sig"))

    def _info(self, name: str) -> zipfile.ZipInfo:
        if name in self._archive.namelist():
            raise ValueError(f"two entries with the same name: {name}")
        info = zipfile.ZipInfo.from_file(self._part, arcname=name)
        info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
        return info

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        if error is None:
            self._part.replace(self.target)
        else:
            self._part.unlink(missing_ok=True)
