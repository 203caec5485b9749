"""`python -m tests.checks.secrets`: no file under version control holds a secret.

By the detectors of detect-secrets that know a secret by its shape; those that guess by entropy
or by the word "password" cry wolf in a project about keys. Invented ones that look real stand
in `known.json` by their hash: `python -m tests.checks.secrets --accept` writes it anew, and the
diff of that file is what a reviewer has to look at.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

ROOT: Final = Path(__file__).parents[2]
KNOWN: Final = Path(__file__).with_name("known.json")
DETECTORS: Final = (
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "AzureStorageKeyDetector",
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "JwtTokenDetector",
    "MailchimpDetector",
    "NpmDetector",
    "OpenAIDetector",
    "PrivateKeyDetector",
    "PypiTokenDetector",
    "SendGridDetector",
    "SlackDetector",
    "SquareOAuthDetector",
    "StripeDetector",
    "TelegramBotTokenDetector",
    "TwilioKeyDetector",
)

Found = tuple[str, str, str]  # file, kind, hash


def find(files: Iterable[Path]) -> set[Found]:
    """The secrets in these files."""
    found = SecretsCollection()
    with transient_settings({"plugins_used": [{"name": name} for name in DETECTORS]}):
        for file in files:
            found.scan_file(str(file))
    return {
        (str(Path(name).resolve().relative_to(ROOT)), one.type, one.secret_hash)
        for name, one in found
    }


def tracked() -> list[Path]:
    """All that git knows here, except what is no text of ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607  # the developer's own
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    skipped = (".png", ".gz")
    names = [name for name in listed if name and not name.endswith(skipped)]
    return [ROOT / name for name in names if "/vendor/" not in name and (ROOT / name).is_file()]


def main() -> int:
    """Look, and tell file and kind: never the secret."""
    found = find(tracked())
    if sys.argv[1:] == ["--accept"]:
        KNOWN.write_text(json.dumps(sorted(found), indent=1) + "\n")
        return 0
    new = found - {tuple(one) for one in json.loads(KNOWN.read_text())}
    for file, kind, _ in sorted(new):
        print(f"{file}: {kind}. If it is invented: python -m tests.checks.secrets --accept")
    return int(bool(new))


if __name__ == "__main__":
    sys.exit(main())
