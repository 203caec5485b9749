"""Changing a key, once the new one was checked: what to do, who still has the old one, when to revoke.

The old key is dropped last: only when no service reports it any more does the page say so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.endpoints import ENDPOINTS
from bot.domain.key_use import LettingGo
from bot.domain.least_privilege import Need, Privileges
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    escape,
    fit,
    header,
    link_button,
    linked,
    modal,
    quoted,
    section,
)
from bot.views.headline import headline
from bot.views.incident_text import moment
from bot.views.rotate import Change
from bot.views.services import ago

REFRESH: Final = "rotate_refresh"
AGAIN: Final = "run:rotate"
REVOKE: Final = "rotate_revoke"
TITLE: Final = "Change a key"
KEYS_PAGE: Final = "https://platform.openai.com/api-keys"
MOST: Final = 12
MOST_MODELS: Final = 4
_TITLES: Final = {one.slug: one.title for one in ENDPOINTS}
_DEPLOY: Final = (
    "*3. Roll it out.* Put it where the old one stands: your secret store (AWS Secrets Manager, Vault, "
    "a Kubernetes secret, your CI's secrets) or the variable `OPENAI_API_KEY`. A running process keeps "
    "the key it began with, so restart or redeploy every service that uses it; a `.env` file, a cached "
    "secret and a scheduled job are forgotten most often."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How far a change has come. None: it cannot be seen now."""

    change: Change
    letting_go: LettingGo | None = None
    privileges: Privileges | None = None


def stand(shown: Stand, now: datetime, snag: str = "") -> View:
    """Draw it; `snag` is what the check of the new key found beside its working."""
    return modal(TITLE, list(_blocks(shown, now, snag)), callback="rotated")


def stand_message(shown: Stand, now: datetime, snag: str = "") -> Message:
    """The same for somebody who closed the modal."""
    blocks = tuple(_blocks(shown, now, snag))
    return Message(_heard(blocks), blocks)


def not_yet(diagnosis: Diagnosis) -> View:
    """The new key does not work, so nothing goes on."""
    return modal(TITLE, _not_yet(diagnosis), callback="rotated")


def not_yet_message(diagnosis: Diagnosis) -> Message:
    """The same for somebody who closed the modal."""
    blocks = tuple(_not_yet(diagnosis))
    return Message(_heard(blocks), blocks)


def snag_of(diagnosis: Diagnosis) -> str:
    """What speaks against a key that works all the same, "" if nothing does."""
    return "" if diagnosis.verdict is Verdict.WORKS else diagnosis.summary


def _not_yet(diagnosis: Diagnosis) -> list[Block]:
    steps = "\n".join(
        f"{n}. {linked(escape(one, 400))}" for n, one in enumerate(diagnosis.next_steps, 1)
    )
    return [
        header(headline(diagnosis)),
        section(
            f"The new key {quoted(diagnosis.masked, 64)} is not ready. *Change nothing yet*: the old one goes on."
        ),
        section(linked(escape(diagnosis.summary))),
        *([section(f"*What to do*\n{steps}")] if steps else []),
        actions(button("Try another key…", AGAIN, primary=True)),
    ]


def _blocks(shown: Stand, now: datetime, snag: str) -> Iterator[Block]:
    change = shown.change
    if shown.privileges is not None and shown.privileges.lacks:
        yield from _lacking(change, shown.privileges)
        return
    yield section(f"✅ *The new key {quoted(change.new, 64)} works.*")
    if snag:
        yield section(f"🟡 {linked(escape(snag, 600))}")
    if shown.privileges is not None:
        yield from _privileges(shown.privileges)
    yield section(_DEPLOY)
    yield divider()
    yield from _old(shown, now)
    yield context(f"As of {moment(now)}. I have kept nothing but the masks.")


def _lacking(change: Change, found: Privileges) -> Iterator[Block]:
    """It works, but not for all that is asked of the old one."""
    lines = [f"• {_endpoints(one)}, for {_models(one.models)}" for one in found.lacks]
    yield section(
        f"🔴 *The new key {quoted(change.new, 64)} works, but may not do all that the old one does.* "
        "Change nothing yet."
    )
    yield section("\n".join(("*It lacks what your services call*", *lines)))
    yield section(
        f"Edit it at <{KEYS_PAGE}|platform.openai.com/api-keys>: give it these permissions, or set it to "
        "All. That takes up to 15 minutes; then check it again."
    )
    yield actions(button("Check it again…", AGAIN, primary=True))


def _old(shown: Stand, now: datetime) -> Iterator[Block]:
    old, change = shown.change.old, shown.change
    refresh = button("Refresh", REFRESH, value=change.packed())
    revoke = link_button("Open the page of keys", REVOKE, KEYS_PAGE)
    if not old:
        yield section(
            "*4. Revoke the old key* once every service has the new one. Which those are I cannot see: "
            "you named no key that services report."
        )
        yield actions(revoke)
        return
    if shown.letting_go is None:
        yield section(f"*4. Wait.* Who still uses {quoted(old, 64)} I cannot see now.")
        yield actions(refresh)
        return
    using, silent = shown.letting_go.using, shown.letting_go.silent
    if using:
        count = (
            "1 service still reports" if len(using) == 1 else f"{len(using)} services still report"
        )
        yield section(f"*4. Wait.* {count} {quoted(old, 64)}:\n{_services(using, now)}")
    elif silent:
        yield section(
            f"*4. Look at these before you revoke* {quoted(old, 64)}. They used it and have "
            f"reported nothing since, so they may still hold it:\n{_services(silent, now)}"
        )
    else:
        yield section(
            f"*4. Now revoke the old one*: no service reports {quoted(old, 64)} any more."
        )
    if using and silent:
        yield section(f"Silent since they last used it:\n{_services(silent, now)}")
    if shown.letting_go.gone:
        some = ", ".join(escape(one, 64) for one in shown.letting_go.gone[:MOST])
        more = len(shown.letting_go.gone) - MOST
        yield context(f"✅ Changed already: {some}{f' and {more} more' if more > 0 else ''}")
    yield actions(*((refresh,) if using else (refresh, revoke)))


def _services(services: Mapping[str, int], now: datetime) -> str:
    some = sorted(services.items(), key=lambda one: -one[1])
    lines = [f"• {quoted(name, 64)}, last {ago(seen, now)}" for name, seen in some[:MOST]]
    if len(some) > MOST:
        lines.append(f"… and {len(some) - MOST} more")
    return "\n".join(lines)


def _privileges(found: Privileges) -> Iterator[Block]:
    lines = [f"• {_endpoints(one)}, for {_models(one.models)}" for one in found.needs]
    if found.unjudged:
        lines.append(f"• What {_models(found.unjudged)} needs I do not know")
    if lines:
        yield section("\n".join(("*What your services' calls need*", *lines)))
    if found.beyond:
        titles = ", ".join(_TITLES[slug] for slug in found.beyond)
        yield context(
            f"Beyond that it may use: {titles}. If nothing else needs it, set the key to Restricted and "
            "take it away: a key that leaks can then do less. Reports name models and not endpoints, so "
            "look at your code before you do."
        )


def _endpoints(need: Need) -> str:
    return " or ".join(_TITLES[slug] for slug in need.endpoints)


def _models(models: tuple[str, ...]) -> str:
    shown = ", ".join(quoted(one, 64) for one in models[:MOST_MODELS])
    more = len(models) - MOST_MODELS
    return f"{shown} and {more} more" if more > 0 else shown


def _heard(blocks: tuple[Block, ...]) -> str:
    """The words of the blocks, for those who hear them."""
    said = [block["text"]["text"] for block in blocks if "text" in block]
    return fit("\n".join(said).replace("*", ""), TEXT_LIMIT)
