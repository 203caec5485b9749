"""`files.*`: the upload in three steps, of which the second is a plain POST."""

from typing import Final

from bot.sandbox.slack.args import Args
from bot.sandbox.slack.messages import may_post, post, room_for
from bot.sandbox.slack.platform import Method, Platform
from bot.sandbox.slack.wire import Fields, Refused

_MOST_BYTES: Final = 1_000_000_000


def _get_upload_url(platform: Platform, args: Args) -> Fields:
    name, length = args.required("filename"), args.number("length", 0)
    if not 0 < length <= _MOST_BYTES:
        raise Refused("invalid_arguments", "[ERROR] length must be more than 0")
    url, file_id = platform.files.begin(name, length, platform.workspace.bot.id)
    return {"upload_url": url, "file_id": file_id}


def _complete_upload(platform: Platform, args: Args) -> Fields:
    wanted = args.json("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted or not all(map(_is_named, wanted)):
        raise Refused("invalid_arguments", "[ERROR] missing required field: files")
    done = [platform.files.complete(one["id"], one.get("title", "")) for one in wanted]
    shown = [platform.files.as_json(one) for one in done]
    if "channel_id" in args:
        channel = room_for(platform, args.required("channel_id"))
        may_post(platform, channel)
        said = {"text": args.text("initial_comment"), "thread_ts": args.text("thread_ts")}
        post(platform, channel, said | {"text": said["text"] or done[0].title})
    return {"files": shown}


def _info(platform: Platform, args: Args) -> Fields:
    file = platform.files.known.get(args.required("file", "file_not_found"))
    if file is None:
        raise Refused("file_not_found")
    return {"file": platform.files.as_json(file)}


def _is_named(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("id"), str)


_WRITE: Final = ("files:write",)
METHODS: Final = (
    Method(name="files.getUploadURLExternal", handle=_get_upload_url, scopes=_WRITE),
    Method(name="files.completeUploadExternal", handle=_complete_upload, scopes=_WRITE),
    Method(name="files.info", handle=_info, scopes=("files:read",)),
)
