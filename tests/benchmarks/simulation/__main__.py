"""The tables at full length: four weeks a cell, 400 trials."""

import sys

from tests.benchmarks.simulation import tables

WEEKS, TRIALS = 4.0, 400

weeks = float(sys.argv[1]) if len(sys.argv) > 1 else WEEKS
trials = int(sys.argv[2]) if len(sys.argv) > 2 else TRIALS
tables.alarms(weeks)
tables.streak_alarms(weeks)
tables.waits(trials)
tables.streak_waits(trials)
