"""How much a call does, counted and not timed: the lines of Python that run are as many on a busy machine as on a quiet one."""

import sys


def steps(call):
    """The lines that a call runs, in whatever it calls.

    >>> steps(lambda: [number for number in range(10)]) < steps(lambda: [number for number in range(100)])
    True
    """
    count = 0

    def trace(_frame, event, _):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
