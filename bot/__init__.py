"""openai-diagnose: says why an OpenAI key stopped working, in Slack and in a terminal.

The floors, from the ground up; a file imports only from floors below its own:

    domain                      facts and decisions: keys, causes, evidence, verdict; no IO, no clock
    ports                       what the use cases need from the world
    usecases · views · reporter what the bot does · what it looks like · what services import
    adapters · slack · http     OpenAI, network, Redis · Slack's events · the HTTP port
    settings · logs             the environment as one value · lines without secrets
    leading · watching          what nobody asks for · how the bot fares: the halves of app
    app                         the composition root of `serve`
    cli, __main__               the command line
    sandbox                     the outside world in small; knows nothing of the rest

Where do I find …?
    the ten causes              domain/causes, a file each
    what a paste may look like  domain/paste.py
    what is asked of OpenAI     domain/planning.py
    who wins, and why           domain/verdict.py
    what a report may say       domain/reports, docs/reports.md
    a kind of alert rule        domain/rules/kinds, a file each
    when an alert is told       domain/alerts/decide.py
    a subcommand in Slack       slack/commands
    a subcommand here           cli, a file each, listed in cli/commands.py
    a setting                   settings.py, a field each

docs/architecture.md says how it all hangs together.
"""
