"""Solves programmes with HiGHS; it takes a third of a second to load, so import this only where it is used."""

from dataclasses import dataclass, replace

import highspy
import numpy as np

from bot.domain.matching.instance import Flags
from bot.domain.matching.programming.programme import Floats, Programme

# The bound is close from the start and moves little: spend most time on looking for better answers.
_EFFORT = 0.4
# Half of the smallest difference of two answers: costs are whole numbers.
_ONE = 0.5


@dataclass(frozen=True)
class SolverResult:
    """`values` is None if none were found in time; `bound` is a lower bound in floating point.

    `prices` are the duals of the rows, only for a relaxed programme.
    """

    values: Floats | None
    bound: float
    proved: bool
    seconds: float
    prices: Floats | None = None


class _Quiet(highspy.Highs):
    """Silences the greeting that HiGHS prints when it is created."""

    def enableCallbacks(self) -> None:  # noqa: N802 its own name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # it types little


def relaxed(programme: Programme, seconds: float) -> SolverResult:
    highs = _prepared(programme, seconds)
    highs.run()
    done = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    least = highs.getInfo().objective_function_value if done else -highspy.kHighsInf
    prices = np.array(highs.getSolution().row_dual) if done else None
    return SolverResult(_values(highs) if done else None, least, done, highs.getRunTime(), prices)


def solved(  # noqa: PLR0913 a search has that many sides
    programme: Programme,
    seconds: float,
    *,
    ones: Flags | None = None,
    start: Floats | None = None,
    gap: float = 0.0,
    nodes: int = highspy.kHighsIInf,
    threads: int = 0,
) -> SolverResult:
    """Solve in whole numbers until the relative `gap` is proved, or `seconds` or `nodes` are used up.

    `ones` are columns held at one, `start` an answer to begin from. `threads` 0 lets HiGHS choose: half of the
    processors.
    """
    highs = _prepared(programme, seconds, threads)
    every = np.arange(len(programme.cost), dtype=np.int32)
    highs.changeColsIntegrality(len(every), every, programme.whole.astype(np.uint8))
    highs.setOptionValue("mip_max_nodes", nodes)
    if ones is not None:
        highs.changeColsBounds(len(every), every, ones.astype(np.float64), np.ones(len(every)))
    for option, value in (("mip_rel_gap", gap), ("mip_heuristic_effort", _EFFORT)):
        highs.setOptionValue(option, value)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    highs.run()
    info, proved = highs.getInfo(), highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = _values(highs) if feasible else None
    if start is None or values is None or programme.cost @ values <= info.objective_function_value + _ONE:
        return SolverResult(values, info.mip_dual_bound, proved, highs.getRunTime())
    # HiGHS 1.16 can overestimate a start in its reduced programme and return it as optimal.
    again = solved(programme, seconds - highs.getRunTime(), ones=ones, gap=gap, nodes=nodes, threads=threads)
    return again if again.values is not None else replace(again, values=values)


def _prepared(programme: Programme, seconds: float, threads: int = 0) -> highspy.Highs:
    # The scheduler belongs to the process; HiGHS refuses another number of threads than it was created with.
    highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003 its own interface
    highs, model = _Quiet(), highspy.HighsLp()  # type: ignore[no-untyped-call]  # as above
    highs.setOptionValue("threads", threads)
    columns = len(programme.cost)
    model.num_col_, model.num_row_ = columns, len(programme.most)
    model.col_cost_, model.col_lower_, model.col_upper_ = programme.cost, np.zeros(columns), np.ones(columns)
    model.row_lower_, model.row_upper_ = programme.least, programme.most
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts = np.searchsorted(programme.column, np.arange(columns + 1))
    model.a_matrix_.start_, model.a_matrix_.index_ = starts.astype(np.int32), programme.row.astype(np.int32)
    model.a_matrix_.value_ = programme.value
    highs.setOptionValue("time_limit", float(max(0.0, seconds)))
    highs.passModel(model)
    return highs


def _values(highs: highspy.Highs) -> Floats:
    return np.array(highs.getSolution().col_value)
