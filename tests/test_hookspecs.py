"""The hooks: exactly five, without arguments, each with a test of its own in the registry's tests."""

from __future__ import annotations

import inspect

import pluggy

from geobrief import hookimpl, hookspecs


def test_there_are_five_hooks_and_none_takes_an_argument() -> None:
    manager = pluggy.PluginManager("geobrief")
    manager.add_hookspecs(hookspecs)
    hooks = {name: getattr(hookspecs, name) for name in vars(manager.hook)}
    assert sorted(hooks) == [
        "geobrief_analyzers",
        "geobrief_exporters",
        "geobrief_parsers",
        "geobrief_readers",
        "geobrief_resources",
    ]
    assert all(not inspect.signature(hook).parameters and hook.__doc__ for hook in hooks.values())


def test_a_marked_function_can_still_be_called() -> None:
    @hookimpl
    def geobrief_analyzers() -> list[str]:
        return ["a"]

    assert geobrief_analyzers() == ["a"]
