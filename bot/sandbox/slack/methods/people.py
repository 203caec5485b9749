"""`auth.*`, `users.*`, `team.*`, `usergroups.*` and `apps.*`: who is who."""

from typing import Final

from bot.sandbox.slack.args import Args
from bot.sandbox.slack.methods.conversations import page
from bot.sandbox.slack.platform import Method, Platform
from bot.sandbox.slack.wire import Fields, Refused


def _auth_test(platform: Platform, _args: Args) -> Fields:
    workspace = platform.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def _connections_open(platform: Platform, _args: Args) -> Fields:
    return {"url": platform.socket_url()}


def _users_info(platform: Platform, args: Args) -> Fields:
    user = platform.workspace.users.get(args.required("user", "user_not_found"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": user.as_json()}


def _users_list(platform: Platform, args: Args) -> Fields:
    team = platform.workspace.team_id
    users = platform.workspace.users.values()
    return page([user.as_json() for user in users if user.team_id == team], args, "members")


def _team_info(platform: Platform, _args: Args) -> Fields:
    workspace = platform.workspace
    team = {"id": workspace.team_id, "name": workspace.team_name, "domain": workspace.domain}
    return {"team": team}


def _usergroup_users(platform: Platform, args: Args) -> Fields:
    users = platform.workspace.usergroups.get(args.required("usergroup", "no_such_subteam"))
    if users is None:
        raise Refused("no_such_subteam")
    return {"users": users}


METHODS: Final = (
    Method(name="auth.test", handle=_auth_test),
    Method(
        name="apps.connections.open",
        handle=_connections_open,
        scopes=("connections:write",),
        app_token=True,
    ),
    Method(name="users.info", handle=_users_info, scopes=("users:read",)),
    Method(name="users.list", handle=_users_list, scopes=("users:read",)),
    Method(name="team.info", handle=_team_info, scopes=("team:read",)),
    Method(name="usergroups.users.list", handle=_usergroup_users, scopes=("usergroups:read",)),
)
