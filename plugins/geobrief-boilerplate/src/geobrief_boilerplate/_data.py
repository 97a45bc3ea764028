"""The data files: rules and words, which people write, and the weights, which training/train.py writes."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from typing import Any

_FOLDER = files("geobrief_boilerplate").joinpath("data")


def read_toml(name: str) -> dict[str, Any]:
    """The decoded `data/NAME.toml`."""
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def read_json(name: str) -> dict[str, Any]:
    """The decoded `data/NAME.json`."""
    decoded: dict[str, Any] = json.loads(_FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return decoded
