"""Telling receivers: retries, quiet hours, digests, giving up, what a kill leaves; by a clock moved by hand."""

import asyncio
import random
from datetime import timedelta

import pytest
from msgspec import structs

from pipeline.alerts.deliverer import LAST_RETRY, MOST_OF_A_MESSAGE, Deliverer
from pipeline.alerts.message import Message
from schemas.errors import FetchError
from schemas.ids import moment
from schemas.receiver_state import ReceiverState
from tests.pipeline.alert_samples import alert, search
from tests.pipeline.delivering import PLAIN, START, TO, Desk, Outbox, told


def test_what_waits_is_told_once_in_one_message() -> None:
    desk = Desk(Outbox(alert(1), alert(2)))
    for _ in range(3):
        desk.look(PLAIN, after=60)
    assert told(desk) == [["Talks 1", "Talks 2"]]
    assert desk.state.sent == 1
    assert not any(desk.outbox.left.values())


def test_two_messages_keep_their_distance() -> None:
    desk = Desk(Outbox(alert(1)))
    desk.look(PLAIN)
    desk.outbox.add(alert(2))
    desk.look(PLAIN, after=14)
    assert told(desk) == [["Talks 1"]]
    desk.look(PLAIN, after=2)
    assert told(desk) == [["Talks 1"], ["Talks 2"]]


def test_a_receiver_that_fails_is_tried_with_growing_waits_and_gets_the_same_message_in_the_end() -> None:
    desk = Desk(Outbox(alert(1)))
    desk.fails = [FetchError("is away")] * 4
    waits = []
    desk.look(PLAIN)
    ids = desk.state.message
    for _ in range(4):
        desk.outbox.add(alert(7))  # what comes meanwhile waits for the next message
        due = moment(desk.state.next_try or "")
        waits.append((due - desk.now).total_seconds())
        desk.look(PLAIN, after=waits[-1] / 2)
        assert len(desk.sent) == 0
        desk.now = due
        desk.look(PLAIN)
    assert [15 <= waits[0] <= 30, 30 <= waits[1] <= 60, 60 <= waits[2] <= 120, 120 <= waits[3] <= 240] == [True] * 4
    assert [message.ids for message in desk.sent] == [ids]
    assert (desk.state.failures, desk.state.last_error, desk.state.sent) == (0, None, 1)
    desk.look(PLAIN, after=20)
    assert told(desk) == [["Talks 1"], ["Talks 7"]]


def test_waits_do_not_grow_for_ever_and_a_receiver_may_ask_for_rest() -> None:
    desk = Desk(Outbox(alert(1)), give_up=1e9)
    for _ in range(30):
        desk.fails = [FetchError("is away")]
        desk.look(PLAIN)
        wait = (moment(desk.state.next_try or "") - desk.now).total_seconds()
        desk.now = moment(desk.state.next_try or "")
    assert LAST_RETRY / 2 <= wait <= LAST_RETRY
    assert desk.state.failures == 30
    rested = Desk(Outbox(alert(1)))
    rested.fails = [FetchError("is busy", status=429, retry_after=3_600.0)]
    rested.look(PLAIN)
    assert moment(rested.state.next_try or "") == rested.now + timedelta(hours=1)


def test_a_message_is_given_up_after_its_time_and_the_next_goes_on() -> None:
    desk = Desk(Outbox(alert(1)), give_up=3_600.0)
    while not desk.state.given_up if desk.deliverer.states else True:
        desk.fails = [FetchError("is away")]
        desk.look(PLAIN)
        desk.now = moment(desk.state.next_try or "")
        assert desk.now < START + timedelta(hours=5)
    assert not any(desk.outbox.left.values())
    assert desk.state.last_error == "is away"
    desk.outbox.add(alert(2))
    desk.look(PLAIN)
    assert told(desk) == [["Talks 2"]]
    assert desk.state.given_up == 1


def test_quiet_hours_keep_what_waits_and_what_is_tried_again_until_they_end() -> None:
    quiet = search(to=(TO,), quiet="08:00-09:00")
    desk = Desk(Outbox(alert(1, saved=quiet)))
    desk.look(quiet)
    desk.outbox.add(alert(2, saved=quiet))
    desk.look(quiet, after=58 * 60)
    assert told(desk) == []
    desk.look(quiet, after=60)
    assert told(desk) == [["Talks 1", "Talks 2"]]
    desk.now = START + timedelta(days=1, minutes=-1)
    desk.outbox.add(alert(3, saved=quiet))
    desk.fails = [FetchError("is away")]
    desk.look(quiet)
    desk.look(quiet, after=3 * 60)
    assert len(desk.sent) == 1
    desk.now = START + timedelta(days=1, hours=1)
    desk.look(quiet)
    assert told(desk)[1:] == [["Talks 3"]]


def test_a_digest_is_one_message_for_all_of_its_time() -> None:
    hourly = search(to=(TO,), digest="hourly")
    desk = Desk(Outbox())
    for number in range(1, 50, 10):
        desk.outbox.add(alert(number, saved=hourly))
        desk.look(hourly, after=600)
    assert told(desk) == []
    desk.look(hourly, after=540)
    assert told(desk) == [[f"Talks {number}" for number in range(1, 50, 10)]]


def test_a_message_that_was_sent_before_the_process_died_is_sent_again_with_the_same_id() -> None:
    desk = Desk(Outbox(alert(1)))
    desk.look(PLAIN)
    state = structs.replace(desk.state, sent=0, last_success=None, message=desk.sent[0].ids)
    after_a_kill = Desk(Outbox(alert(1), alert(2)), {state.key: state})
    after_a_kill.look(PLAIN)
    assert [message.message_id for message in after_a_kill.sent] == [desk.sent[0].message_id]


def test_a_message_that_was_sent_and_marked_before_the_process_died_is_not_sent_again() -> None:
    desk = Desk(Outbox(alert(1)))
    desk.look(PLAIN)
    state = structs.replace(desk.state, sent=0, last_success=None, message=desk.sent[0].ids)
    after_a_kill = Desk(desk.outbox, {state.key: state})
    after_a_kill.look(PLAIN)
    assert after_a_kill.sent == []
    after_a_kill.outbox.add(alert(2))
    after_a_kill.look(PLAIN)
    assert told(after_a_kill) == [["Talks 2"]]


def test_what_cannot_be_written_down_is_not_sent_yet() -> None:
    desk = Desk(Outbox(alert(1)))
    desk.unkept = 1
    desk.look(PLAIN)
    assert desk.sent == []
    desk.look(PLAIN)
    assert told(desk) == [["Talks 1"]]


def test_too_much_for_one_message_is_told_as_a_number_and_the_rest_in_the_next() -> None:
    more = [structs.replace(alert(1), alert_id=f"{number:032x}") for number in range(MOST_OF_A_MESSAGE + 1)]
    desk = Desk(Outbox(*more))
    desk.look(PLAIN)
    desk.look(PLAIN, after=20)
    assert [(len(message.alerts), message.total) for message in desk.sent] == [(50, MOST_OF_A_MESSAGE), (1, 1)]


def test_a_receiver_that_hangs_delays_no_other() -> None:
    both = search(to=(TO, "mailto:other@example.org"))
    outbox = Outbox(alert(1, saved=both))
    outbox.add(alert(1, saved=both), to="mailto:other@example.org")
    heard: list[str] = []

    async def run() -> None:
        over = asyncio.Event()

        async def tell(to: str, message: Message) -> None:
            if to == TO:
                await over.wait()
            heard.append(to)

        async def save(state: ReceiverState) -> None:
            pass

        deliverer = Deliverer(
            outbox,
            tell,
            save,
            {},
            between=0,
            give_up=60,
            clock=lambda: START + timedelta(minutes=1),
            chance=random.Random(1),
        )
        await deliverer.look([both])
        for _ in range(20):
            await asyncio.sleep(0)
        assert heard == ["mailto:other@example.org"]
        await deliverer.look([both])  # the one that hangs is not told a second time meanwhile
        over.set()
        await deliverer.idle()

    asyncio.run(run())
    assert heard == ["mailto:other@example.org", TO]


@pytest.mark.parametrize("given", [(), ("mailto:other@example.org",)])
def test_who_is_not_among_the_receivers_any_more_is_told_nothing(given: tuple[str, ...]) -> None:
    desk = Desk(Outbox(alert(1)))
    desk.look(search(to=given))
    assert desk.sent == []
