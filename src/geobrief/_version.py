"""The version of geobrief."""

__version__ = "0.1.0"
