"""What each release stores: the texts in tests/data/state, and what they mean.

A release has a module here (`release_0_1_0` for 0.1.0) with an example of each record. The
texts of a release that is out never change: a newer bot has to read them. The texts of the
one that is being made are written by `python -m tests.stored.dump`.

A new record: an entry in `EXAMPLES` of the newest module. A new release: a new module, with
the examples as its code has them; those of the older ones keep saying what must be read.
"""
