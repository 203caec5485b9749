"""The soak: the sandbox's world under load while things break at random, and then a judgement.

`make soak` runs it for half an hour, `python -m tests.soak MINUTES SEED` for as long as you like. A seed
gives the same plan of faults again; what the machine makes of it is another matter, so the
judgement speaks of what must hold whatever happens.

    plan        what breaks when, out of the seed          replicas    the bot, several times
    breaking    how each fault is done and undone          people      who type and press meanwhile
    services    who report meanwhile, and keep account     sampling    memory, as time goes by
    log_lines   which lines of the log are to be expected  judging     what must hold at the end
    stage       all of it together                         telling     the report
"""
