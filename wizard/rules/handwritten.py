"""What is wrong with a draft that somebody wrote as a file: its shape (D1) and its meaning, in one list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wizard.document import Document
from wizard.document.lenient import Fault, Misfit, Reading, read
from wizard.document.shape import path_text
from wizard.rules.facts import Facts
from wizard.rules.places import place_of
from wizard.rules.problem import Level, Problem, error
from wizard.rules.registry import check, in_tab_order


def judge(data: object, facts: Facts) -> tuple[Document, Sequence[Problem]]:
    """The document as far as it could be understood, and every problem, by tab. Never raises."""
    reading = read(data)
    return reading.document, problems_of(reading, facts)


def problems_of(reading: Reading, facts: Facts) -> Sequence[Problem]:
    """A misfit is reported by the rule about its control, else by its shape alone."""
    found = check(reading.document, facts)
    judged = {problem.place for problem in found if problem.level is Level.ERROR}
    unjudged = [one for one in reading.misfits if place_of(one.path) not in judged]
    shape = [_problem(one) for one in (*reading.faults, *unjudged)]
    return in_tab_order([*shape, *(_with_value(problem, reading.misfits) for problem in found)])


def _problem(fault: Fault) -> Problem:
    where = path_text(fault.path)
    return error("D1", place_of(fault.path), f"{where}: {fault.message}" if where else fault.message)


def _with_value(problem: Problem, misfits: Iterable[Misfit]) -> Problem:
    """Says what was written, since the document has only a blank there."""
    written = [
        f"{path_text(one.path)}: {one.message}" for one in misfits if place_of(one.path) == problem.place
    ]
    if not written or problem.level is not Level.ERROR:
        return problem
    return replace(problem, hint=" ".join([problem.hint, *written]).strip())
