"""Splink stands beside ours only where it is installed."""

from importlib.machinery import ModuleSpec

from bench.matching_splink import installed


def test_a_folder_of_that_name_is_not_the_package() -> None:
    assert not installed(lambda name: ModuleSpec(name, None))
    assert not installed(lambda _: None)
    assert installed(lambda name: ModuleSpec(name, None, origin=f"{name}/__init__.py"))
