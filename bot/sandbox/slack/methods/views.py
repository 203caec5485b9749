"""`views.*`."""

from typing import Final

from bot.sandbox.slack.args import Args
from bot.sandbox.slack.platform import Method, Platform
from bot.sandbox.slack.triggers import Trigger
from bot.sandbox.slack.views import View
from bot.sandbox.slack.wire import Fields, Refused


def _trigger(platform: Platform, args: Args) -> Trigger:
    name = args.text("trigger_id") or args.text("interactivity_pointer")
    if not name:
        raise Refused("invalid_arguments", "[ERROR] missing required field: trigger_id")
    return platform.triggers.valid(name)


def _shown(platform: Platform, view: View) -> Fields:
    return {"view": platform.views.as_json(view)}


def _open(platform: Platform, args: Args) -> Fields:
    trigger = _trigger(platform, args)
    return _shown(platform, platform.views.open(trigger, args.json("view", "invalid_arguments")))


def _push(platform: Platform, args: Args) -> Fields:
    trigger = _trigger(platform, args)
    return _shown(platform, platform.views.push(trigger, args.json("view", "invalid_arguments")))


def _update(platform: Platform, args: Args) -> Fields:
    if "view_id" not in args and "external_id" not in args:
        raise Refused("invalid_arguments", "[ERROR] missing required field: view_id")
    view = platform.views.find(args.text("view_id"), args.text("external_id"))
    if view is None:
        raise Refused("not_found")
    content = args.json("view", "invalid_arguments")
    return _shown(platform, platform.views.update(view, content, args.text("hash")))


def _publish(platform: Platform, args: Args) -> Fields:
    user = args.required("user_id")
    if user not in platform.workspace.users:
        raise Refused("user_not_found")
    content = args.json("view", "invalid_arguments")
    return _shown(platform, platform.views.publish(user, content, args.text("hash")))


METHODS: Final = (
    Method(name="views.open", handle=_open),
    Method(name="views.push", handle=_push),
    Method(name="views.update", handle=_update),
    Method(name="views.publish", handle=_publish),
)
