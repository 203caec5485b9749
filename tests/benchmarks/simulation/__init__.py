"""False alarms and delays of the error rate, simulated on the code as it is.

`python -m tests.benchmarks.simulation` runs four weeks a cell, as the published table did.
"""
