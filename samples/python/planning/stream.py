"""Gives pieces on as they come, and says so when none comes for long."""

import queue
import threading
import time
from collections.abc import Callable, Iterator

_look_seconds = 0.2


class Interrupted(Exception):
    """The module stops, and this answer took too long."""


def paced(pieces: Iterator[str], heartbeat_seconds: float, over: Callable[[], bool]) -> Iterator[str | None]:
    """Each piece, and None whenever there was none for so long. Raises what went wrong at their source."""
    ready: queue.Queue[Callable[[], str | None]] = queue.Queue(maxsize=100)
    gone = threading.Event()
    threading.Thread(target=_produce, args=(pieces, ready, gone), daemon=True).start()
    last = time.monotonic()
    try:
        while not over():
            try:
                piece = ready.get(timeout=_look_seconds)()
            except queue.Empty:
                if time.monotonic() - last < heartbeat_seconds:
                    continue
                piece = None
            except StopIteration:
                return
            last = time.monotonic()
            yield piece
        raise Interrupted
    finally:
        gone.set()


def _produce(
    pieces: Iterator[str], ready: "queue.Queue[Callable[[], str | None]]", gone: threading.Event
) -> None:
    def put(value: Callable[[], str | None]) -> None:
        # A reader that is gone takes nothing, and nobody may wait for it.
        while not gone.is_set():
            try:
                return ready.put(value, timeout=_look_seconds)
            except queue.Full:
                continue

    try:
        for piece in pieces:
            put(lambda piece=piece: piece)
            if gone.is_set():
                return
        put(lambda: _raise(StopIteration()))
    except Exception as error:  # noqa: BLE001: whatever it is, the reader must hear of it
        put(lambda error=error: _raise(error))


def _raise(error: Exception) -> None:
    raise error
