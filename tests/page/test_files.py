"""What the page ships: short files, licences beside what others wrote, and nothing from outside."""

import re
from pathlib import Path

import bot.sandbox.page

PAGE = Path(bot.sandbox.page.__file__).parent
STATIC, VENDOR = PAGE / "static", PAGE / "vendor"
LONGEST_FILE = 250
ELSEWHERE = re.compile(r"(?:src|href|from|import|url\()\s*[=(]?\s*[\"']?(?:https?:)?//")


def written_by_us() -> list[Path]:
    return [path for path in STATIC.rglob("*") if path.suffix in {".js", ".css", ".html"}]


def test_every_file_is_short_and_says_what_it_is() -> None:
    for path in written_by_us():
        text = path.read_text("utf-8")

        assert len(text.splitlines()) <= LONGEST_FILE, path.name
        assert text.startswith(("// ", "/* ", "<!doctype")), path.name


def test_nothing_is_loaded_from_elsewhere() -> None:
    found = [path.name for path in written_by_us() if ELSEWHERE.search(path.read_text("utf-8"))]

    assert not found


def test_what_others_wrote_has_its_licence_and_a_line_in_the_list() -> None:
    listed = (VENDOR / "README.md").read_text("utf-8")
    folders = [path for path in VENDOR.iterdir() if path.is_dir()]

    assert len(folders) == 4
    for folder in folders:
        assert (folder / "LICENSE").stat().st_size > 500
        assert f"`{folder.name}`" in listed


def test_every_style_sheet_and_module_is_used() -> None:
    index = (STATIC / "index.html").read_text("utf-8")
    modules = "\n".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))

    assert {p.name for p in (STATIC / "css").iterdir()} == set(re.findall(r"css/(\w+\.css)", index))
    for path in STATIC.glob("*.js"):
        assert f'"./{path.name}"' in modules or path.name in index, path.name
