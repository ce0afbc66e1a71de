"""What ``python -m edition`` can do: each module is one command, a pure function of the Edition."""
