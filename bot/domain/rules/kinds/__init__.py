"""The kinds of alert rule. To add one: a file in this folder with a `KIND`, and its test."""
