"""`serve` stops at settings that are wrong, and says which, before anything is started."""

from pathlib import Path

from tests.cli.console import call, execute


def test_all_faults_of_the_settings_are_told_and_no_value() -> None:
    done = call("serve", environ={"SLACK_BOT_TOKEN": "xoxp-Canary", "PORT": "Canary"})

    assert (done.code, done.out) == (2, "")
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PORT"):
        assert name in done.err
    assert "openai-diagnose config" in done.err
    assert "Canary" not in done.err


def test_the_process_ends_with_2_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKN=xapp-Canary\n", "utf-8")

    done = execute("serve", cwd=tmp_path)

    assert (done.code, done.out) == (2, "")
    assert "SLACK_APP_TOKN in .env is no setting: is it SLACK_APP_TOKEN?" in done.err
    assert "Traceback" not in done.err
    assert "Canary" not in done.err


def test_all_faults_of_the_file_of_rules_are_told(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[error_rat]\n[throttled]\nwarning = 30\n", "utf-8")
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}

    done = call("serve", environ={**tokens, "RULES_FILE": str(rules)})

    assert (done.code, done.out) == (2, "")
    assert "error_rat: no rule has that name; is it error_rate?" in done.err
    assert "throttled.warning" in done.err
