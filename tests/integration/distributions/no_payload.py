"""Declares a layer whose payload can't be saved."""

from geobrief import Layer

NAMES = Layer("names", dict)
