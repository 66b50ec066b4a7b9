"""The adapter that lays parcels into a folder, from where the province carries them on."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from ocop.trace.portal.adapters import NotTaken, Parcel


class FolderAdapter:
    """Two files a parcel; the JSON comes last, so that whoever sees it finds both whole."""

    name = "folder"

    def send(self, parcel: Parcel) -> str:
        """Write the parcel's files, and return their name; the same parcel gives the same files."""
        folder = Path(settings.PORTAL_FOLDER)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for ending, data in (("csv", parcel.csv), ("json", parcel.json)):
                _put(folder / f"{parcel.reference}.{ending}", data)
        except OSError as fault:
            raise NotTaken(f"Không ghi được vào thư mục gửi cổng: {fault.strerror}.") from fault
        return f"{parcel.reference}.json"


def _put(path: Path, data: bytes) -> None:
    """Write a file that is whole wherever it is seen, whatever happens meanwhile."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o640)
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
