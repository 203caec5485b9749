"""The outside world in small: Slack, OpenAI, a status feed and Redis, all on 127.0.0.1.

The demo runs the real bot against it and so do the tests. It speaks the wire protocols and
knows nothing of the bot, which is pointed at it by its settings alone; nothing here may be
imported by the rest of the package. Where the real service refuses, this one refuses with
the same words, for a stand-in that accepts everything proves nothing.

Where do I find …?
    slack/          a workspace: Web API, Socket Mode, signed HTTP, and the people in it
    openai/         the API with its accounts, in OpenAI's order of judgement
    sample_keys     one key for each of the ten causes, and one that works
    redis_server    a real Redis for as long as it is needed
    status_page     OpenAI's status page, and an incident that one plays on it
    services        three team services that report, and get into trouble
    world           all of it together, and the settings that point a bot at it
    page/           a small Slack in the browser, and the world beside it
    tour, switches  what the page offers to do, one entry each
    browse          the demo in the browser; `narrate`: the ten keys in a terminal
"""
