import threading
import unittest
from collections.abc import Iterator

from planning.stream import Interrupted, paced


class StreamTest(unittest.TestCase):
    def test_pieces_come_in_order(self) -> None:
        self.assertEqual(list(paced(iter("abc"), 15, lambda: False)), ["a", "b", "c"])

    def test_silence_is_filled(self) -> None:
        go_on = threading.Event()

        def slow() -> Iterator[str]:
            go_on.wait()
            yield "late"

        stream = paced(slow(), 0.1, lambda: False)
        self.assertIsNone(next(stream))
        go_on.set()
        self.assertIn("late", list(stream))

    def test_what_fails_there_fails_here(self) -> None:
        def broken() -> Iterator[str]:
            yield "one"
            raise LookupError("no more")

        stream = paced(broken(), 15, lambda: False)
        self.assertEqual(next(stream), "one")
        with self.assertRaises(LookupError):
            next(stream)

    def test_it_ends_when_the_module_has_no_time_left(self) -> None:
        over = threading.Event()
        stream = paced(iter("abc"), 15, over.is_set)
        next(stream)
        over.set()
        with self.assertRaises(Interrupted):
            list(stream)


if __name__ == "__main__":
    unittest.main()
