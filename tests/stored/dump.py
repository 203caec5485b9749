"""`python -m tests.stored.dump`: write the texts of the release that is being made."""

from tests.stored.release import text_file, this_release
from tests.stored.releases import RELEASES


def main() -> None:
    """Write a file for each record; the audit's is written by hand, it is no JSON in Redis."""
    release = this_release()
    for name, example in RELEASES[release].items():
        file = text_file(release, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(example.save(example.value) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
