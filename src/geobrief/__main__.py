"""`python -m geobrief` is the command `geobrief`."""

from geobrief.cli import main

if __name__ == "__main__":
    main(prog_name="geobrief")
