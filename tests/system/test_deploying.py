"""The recipes of docs/deploy give the bot what it needs and nothing more."""

import re
import signal
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.slack.server import LocalSlack
from bot.settings import load
from tests.system.process import ROOT, serve, settings_for, until_ready

DEPLOY = ROOT / "docs" / "deploy"
DOCUMENTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
UNIT = (DEPLOY / "openai-diagnose.service").read_text()


def by_kind(kind: str) -> dict[str, Any]:
    (one,) = [document for document in DOCUMENTS if document["kind"] == kind]
    return one


def test_kubernetes_runs_two_replicas_that_may_do_nothing() -> None:
    deployment = by_kind("Deployment")["spec"]
    pod = deployment["template"]["spec"]
    (bot,) = pod["containers"]

    assert deployment["replicas"] == 2
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["runAsUser"] == 10001
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not pod["automountServiceAccountToken"]
    assert bot["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"requests", "limits"} == set(bot["resources"])
    assert "volumes" not in pod


def test_kubernetes_asks_the_bot_how_it_is() -> None:
    pod = by_kind("Deployment")["spec"]["template"]["spec"]
    (bot,) = pod["containers"]
    paths = {name: bot[name]["httpGet"]["path"] for name in bot if name.endswith("Probe")}
    (port,) = bot["ports"]

    assert paths == {
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
        "startupProbe": "/healthz",
    }
    assert (
        port["containerPort"]
        == load({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}).port
    )
    assert pod["terminationGracePeriodSeconds"] > 10  # the bot's own


def test_all_documents_speak_of_the_same_pods() -> None:
    labels = by_kind("Deployment")["spec"]["template"]["metadata"]["labels"]

    assert by_kind("Deployment")["spec"]["selector"]["matchLabels"] == labels
    assert by_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert by_kind("Service")["spec"]["selector"] == labels


def test_the_unit_is_hardened() -> None:
    given = dict(re.findall(r"^(\w+)=(.*)$", UNIT, re.MULTILINE))

    assert given["ExecStart"].endswith("/openai-diagnose serve")
    assert given["DynamicUser"] == given["NoNewPrivileges"] == "yes"
    assert given["ProtectSystem"] == "strict"
    assert given["CapabilityBoundingSet"] == ""
    assert int(given["TimeoutStopSec"]) > 10


def test_the_image_has_the_user_that_kubernetes_names() -> None:
    assert "USER 10001" in (ROOT / "Dockerfile").read_text()


def written(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


async def test_the_bot_writes_no_file(redis_url: str, tmp_path: Path) -> None:
    """So that a read-only file system suits it."""
    async with LocalSlack() as slack, LocalOpenAI() as openai:
        settings = settings_for(slack, openai, redis_url)
        here = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
        async with serve({**settings, **here, "PYTHONDONTWRITEBYTECODE": "1"}, tmp_path) as bot:
            await until_ready(settings["PORT"])
            bot.send_signal(signal.SIGTERM)
            await bot.communicate()

    assert bot.returncode == 0
    assert written(tmp_path) == []
