"""Registries in the shape of a folder: a module a member, one constant in each.

A member is found because of where it stands; nothing registers itself on import and no
list is kept elsewhere. So a new member is one new file.
"""

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from typing import TypeVar

T = TypeVar("T")


def members(package: str, path: Iterable[str], constant: str, kind: type[T]) -> tuple[T, ...]:
    """The `constant` of every module in the folder; an error names the module that lacks it."""
    found = []
    for entry in pkgutil.iter_modules(path):
        member = getattr(import_module(f"{package}.{entry.name}"), constant, None)
        if not isinstance(member, kind):
            raise TypeError(f"{package}.{entry.name} has no {constant} of type {kind.__name__}")
        found.append(member)
    return tuple(found)
