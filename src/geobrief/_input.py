"""What goes in: an article's content, and what the caller knows about it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from typing import Any

import attrs

from geobrief._codec import JSON
from geobrief._frozen import FrozenObject, frozen_object
from geobrief.errors import GeobriefError, InputError


def _metadata(items: Mapping[str, JSON]) -> FrozenObject:
    try:
        return frozen_object(items)
    except (TypeError, RecursionError) as error:
        raise InputError(f"metadata can't be kept: {error}") from error


def _day(instance: object, field: attrs.Attribute[Any], value: str | None) -> None:
    if value is None:
        return
    try:
        dt.datetime.fromisoformat(value.strip())
    except ValueError:
        raise InputError(
            f"{field.name}={value!r:.80} is not a date: give it in ISO 8601, such as 2024-03-18 "
            "or 2024-03-18T23:30-05:00"
        ) from None


def _iso(value: str | dt.date | None) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else value


def _content(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, (str, bytes, os.PathLike)):
        raise InputError(f"content is a {type(value).__name__}: give a str (text), bytes or a pathlib.Path")


def _text(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, (str, type(None))):
        raise InputError(f"{field.name}={value!r:.80} is a {type(value).__name__}: give a str")


@attrs.frozen
class Input:
    """One article to be read.

    `content` is the article itself, as `str` or `bytes`, or the path of its file (a `pathlib.Path`); a `str` is never
    taken for a file's name. Everything else is what the caller knows, all of it optional:
    `media_type` (`text/plain; charset=latin-1`), `url` (a hint, never fetched), `published` and
    `retrieved` (ISO 8601, or a `datetime.date`), `title`, `language` (ISO 639), `id`, and `metadata`,
    any JSON object, which the document keeps.

    Raises `InputError` for a value that can't be what it is given as.

    >>> Input("Oil fell on Monday.", published="2024-03-18").given
    {'published': '2024-03-18'}
    """

    content: str | bytes | os.PathLike[str] = attrs.field(validator=_content, repr=lambda content: f"{content!r:.60}")
    media_type: str | None = attrs.field(default=None, validator=_text, kw_only=True)
    url: str | None = attrs.field(default=None, validator=_text, kw_only=True)
    published: str | None = attrs.field(default=None, converter=_iso, validator=[_text, _day], kw_only=True)
    retrieved: str | None = attrs.field(default=None, converter=_iso, validator=[_text, _day], kw_only=True)
    title: str | None = attrs.field(default=None, validator=_text, kw_only=True)
    language: str | None = attrs.field(default=None, validator=_text, kw_only=True)
    id: str | None = attrs.field(default=None, validator=_text, kw_only=True)
    metadata: Mapping[str, JSON] = attrs.field(factory=dict, converter=_metadata, kw_only=True)
    path: str | None = attrs.field(default=None, validator=_text, kw_only=True)

    @property
    def given(self) -> dict[str, str]:
        """What the caller said, by name, as strings: the places that `given:NAME` evidence points to."""
        names = "url", "published", "retrieved", "title", "language", "path"
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    def loaded(self) -> Input:
        """The same input with its file's bytes as content. Raises `InputError` if they can't be read."""
        if not isinstance(self.content, os.PathLike):
            return self
        path = os.fspath(self.content)
        try:
            with open(path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            raise InputError(f"{path}: there is no such file") from None
        except IsADirectoryError:
            raise InputError(f"{path} is a folder: read it with geobrief.read, which yields its articles") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{path!r} can't be read: {error}") from error
        return attrs.evolve(self, content=content, path=path, id=self.id or path)


@attrs.frozen
class Rejected:
    """An input that couldn't be read at all: what it was, and why."""

    id: str
    error: GeobriefError
