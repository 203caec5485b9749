"""The Lua scripts, a file each; `read` gives the text of one."""

from importlib.resources import files


def read(name: str) -> str:
    """The script `name`.lua."""
    return files(__name__).joinpath(f"{name}.lua").read_text(encoding="utf-8")
