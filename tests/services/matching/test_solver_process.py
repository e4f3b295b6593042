"""The engine in a process of its own: the same answer; if that process ends, nothing is written and it is said."""

import asyncio
import multiprocessing
import os
import pickle
import time

import numpy as np
import pytest
from sqlalchemy import func, select

from bot import clock, jobs
from bot.domain.coaching import LessonPlace, RequestStatus
from bot.domain.matching.flow.certificate import Flaw
from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.flow.weights import TooLarge
from bot.domain.matching.nightly import NightlyTask, solve
from bot.services.matching import runs, solver_process
from bot.storage.tables.coaching import Appointment, CoachingRequest, MatchRun
from tests import scene, weeks
from tests.conversations.coaching.stage import coach, waiting
from tests.town import Town


def _task(seed: int, at_home: float) -> NightlyTask:
    week = weeks.random_week(seed, most=30)
    rng, volunteers = np.random.default_rng(seed), len(week.volunteers.ward)
    nobody = np.zeros(volunteers, dtype=bool)
    alone = rng.random(len(week.residents.ward)) >= at_home
    return NightlyTask(week, alone, week.volunteers.vetted, week.volunteers.ward, nobody, ~nobody)


def _kill_who_thinks() -> None:
    """As an operating system that is short of memory would."""
    give_up = time.monotonic() + 60
    while not (children := multiprocessing.active_children()):
        assert time.monotonic() < give_up, "no process was started"
        os.sched_yield()
    for child in children:
        child.kill()


@pytest.mark.parametrize("at_home", [0.0, 0.4])
async def test_apart_it_is_the_same_answer(at_home: float) -> None:
    task = _task(7, at_home)

    assert await solver_process.apart(task) == solve(task)


async def test_a_process_that_is_killed_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver_process, "_SMALL", 0)
    monkeypatch.setattr(solver_process, "_SMALL_SEARCH", 0)

    ended = asyncio.create_task(solver_process.solved(_task(7, 0.0)))
    await asyncio.to_thread(_kill_who_thinks)

    assert await ended is None


@pytest.mark.parametrize("refused", [NotCertified([Flaw.ANSWER_BREAKS_A_RULE]), TooLarge()])
async def test_a_refusal_comes_out_of_a_process_as_it_was(refused: Exception) -> None:
    told = pickle.loads(pickle.dumps(refused))  # noqa: S301 our own

    assert (type(told), str(told)) == (type(refused), str(refused))


async def test_nothing_is_written_and_the_administrator_is_told_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver_process, "_SMALL", 0)
    monkeypatch.setattr(solver_process, "_SMALL_SEARCH", 0)
    minh, an = town.phone("Anh Minh"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, minh, home)
        await coach(db, town.phone("Hương"), home)
        await waiting(db, an, home, LessonPlace.HALL)
        db.add(MatchRun(wanted_at=clock.now()))

    ended = asyncio.create_task(jobs.do_here(town.app.database, jobs.MATCHING))
    await asyncio.to_thread(_kill_who_thinks)

    assert await ended == 0
    async with town.begin() as db:
        assert await db.scalar(select(func.count()).select_from(Appointment)) == 0
        assert (await db.scalars(select(CoachingRequest.status))).all() == [RequestStatus.WAITING]
        assert await runs.open_runs(db) == []
        assert (await db.scalars(select(MatchRun.certified))).all() == [False]
    await town.time_is("2026-11-23 09:01")
    minh.sees("chưa kiểm lại được")
