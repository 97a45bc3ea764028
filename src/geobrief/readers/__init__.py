"""Core's own readers. Plugins bring others through the hook `geobrief_readers`."""

from geobrief._descriptors import Reader
from geobrief.readers.folder import FOLDER
from geobrief.readers.tables import CSV, JSONL

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (FOLDER, JSONL, CSV)
