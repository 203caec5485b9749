"""`serve` starts, works, tells its log no secret, and stops on SIGTERM."""

import signal
from pathlib import Path

import pytest

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.server import LocalSlack
from tests.slack.world import HTTP, SOCKET
from tests.system.process import serve, settings_for, until_ready


@pytest.mark.parametrize(("way", "ends_by"), [(SOCKET, signal.SIGTERM), (HTTP, signal.SIGINT)])
async def test_from_the_start_to_the_end(
    way: str, ends_by: signal.Signals, redis_url: str, tmp_path: Path
) -> None:
    async with LocalSlack() as slack, LocalOpenAI() as openai:
        settings = settings_for(slack, openai, redis_url, way) | {"LOG_LEVEL": "DEBUG"}
        async with serve(settings, tmp_path) as process:
            await until_ready(settings["PORT"])
            if way == HTTP:
                slack.deliver_to(f"http://127.0.0.1:{settings['PORT']}/slack/events")
            alice = slack.person("alice")
            await alice.command("/openai-diagnose", "check")
            await slack.until(lambda: alice.modal)
            await alice.submit({"key": WORKING_KEY.key})
            await slack.until(lambda: "The key works" in alice.modal_text, 12)

            process.send_signal(ends_by)
            out, err = await process.communicate()

    assert process.returncode == 0
    log = (out + err).decode()
    assert "listening on port" in log
    secrets = (WORKING_KEY.key, slack.bot_token, slack.app_token, slack.signing_secret)
    assert not [secret for secret in secrets if secret in log]
    assert "trigger_id" not in log
    assert "response/" not in log


async def test_settings_that_are_wrong_stop_the_start(tmp_path: Path) -> None:
    async with serve({"SLACK_BOT_TOKEN": "nonsense-token"}, tmp_path) as process:
        _, err = await process.communicate()

    assert process.returncode == 2
    assert b"SLACK_BOT_TOKEN" in err
    assert b"nonsense-token" not in err
