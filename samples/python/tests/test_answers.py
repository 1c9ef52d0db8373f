import unittest

from planning.answers import ProviderError, _pieces, answer
from planning.usage import Usage


class AnswersTest(unittest.TestCase):
    def test_without_a_provider_it_says_so_in_pieces(self) -> None:
        pieces = list(answer("When is it late?", None, "planning"))
        self.assertGreater(len(pieces), 3)
        self.assertIn("no key of a provider", "".join(pieces))

    def test_the_text_of_a_stream(self) -> None:
        lines = [
            b'data: {"choices": [{"delta": {"role": "assistant"}}]}\n',
            b"\n",
            b": a comment\n",
            'data: {"choices": [{"delta": {"content": "Grüße"}}]}\n'.encode(),
            b'data: {"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 3}}\n',
            b"data: [DONE]\n",
            b"data: never read\n",
        ]
        usage = Usage()
        self.assertEqual(list(_pieces(iter(lines), usage)), ["Grüße"])
        self.assertEqual(usage, Usage(12, 3))

    def test_a_stream_without_its_end(self) -> None:
        with self.assertRaisesRegex(ProviderError, "broke off"):
            list(_pieces(iter([b'data: {"choices": [{"delta": {"content": "half"}}]}\n']), Usage()))


if __name__ == "__main__":
    unittest.main()
