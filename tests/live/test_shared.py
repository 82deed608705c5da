"""What all who see a part see alike is drawn once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.safestring import SafeString, mark_safe

from evenweave.live.shared import Shared

TEA, CAKE = uuid4(), uuid4()


class Drawing:
    """Counts how often it was drawn, and takes a while."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        self.lock = threading.Lock()
        self.times = 0

    def __call__(self) -> SafeString:
        with self.lock:
            self.times += 1
        time.sleep(self.seconds)
        return mark_safe(f"<p>{self.times}</p>")


def test_two_hundred_who_ask_at_once_share_one_drawing() -> None:
    shared, drawing = Shared(), Drawing(0.05)
    with ThreadPoolExecutor(20) as phones:
        asked = [phones.submit(shared.drawn, TEA, 7, "", drawing) for _phone in range(200)]
    assert {each.result() for each in asked} == {"<p>1</p>"}
    assert drawing.times == 1


def test_each_change_each_topic_and_each_kind_has_a_drawing_of_its_own() -> None:
    shared, drawing = Shared(), Drawing()
    for topic, after, kind in ((TEA, 7, ""), (TEA, 8, ""), (CAKE, 7, ""), (TEA, 7, "in")):
        shared.drawn(topic, after, kind, drawing)
    assert drawing.times == 4


def test_it_is_forgotten_soon() -> None:
    shared, drawing = Shared(timedelta(milliseconds=10)), Drawing()
    shared.drawn(TEA, 7, "", drawing)
    time.sleep(0.02)
    shared.drawn(CAKE, 1, "", drawing)
    assert drawing.times == 2
    assert [topic for topic, *_rest in shared.kept] == [CAKE]


def test_what_went_wrong_is_not_kept() -> None:
    shared, drawing = Shared(), Drawing()

    def fails() -> SafeString:
        raise OSError("The disk is away.")

    with pytest.raises(OSError, match="away"):
        shared.drawn(TEA, 7, "", fails)
    assert shared.drawn(TEA, 7, "", drawing) == "<p>1</p>"
