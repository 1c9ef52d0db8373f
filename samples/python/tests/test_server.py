import http.client
import io
import json
import threading
import unittest
from contextlib import redirect_stdout

from planning.server import Server
from planning.settings import Settings, read


def settings() -> Settings:
    """Port 0 has the system choose one that is free; no stack file could say it."""
    return Settings(**{**vars(read({"DRAIN_SECONDS": "1"})), "port": 0})


class ServerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.log = io.StringIO()
        printed = redirect_stdout(self.log)
        printed.__enter__()
        self.addCleanup(printed.__exit__, None, None, None)
        self.server = Server(settings())
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        self.addCleanup(self.server.drain)

    def call(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] = {}
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()

    def test_health(self) -> None:
        self.assertEqual(self.call("GET", "/health"), (200, '{"status": "ok"}'))

    def test_an_answer(self) -> None:
        status, text = self.call("POST", "/planning/answers", json.dumps({"question": "When is it late?"}))
        self.assertEqual(status, 200)
        self.assertGreater(text.count("event: piece\n"), 3)
        self.assertTrue(text.endswith("event: end\ndata: {}\n\n"))
        self.assertNotIn("late", self.log.getvalue())

    def test_what_is_refused(self) -> None:
        for method, path, body, status in [
            ("GET", "/", None, 404),
            ("POST", "/answers", "{}", 404),
            ("POST", "/planning/answers", "no JSON", 400),
            ("POST", "/planning/answers", '["question"]', 400),
            ("POST", "/planning/answers", '{"question": " "}', 400),
            ("DELETE", "/planning/answers", None, 501),
        ]:
            with self.subTest(f"{method} {path}"):
                self.assertEqual(self.call(method, path, body)[0], status)

    def test_more_than_it_reads(self) -> None:
        status, _ = self.call("POST", "/planning/answers", headers={"Content-Length": "1000001"})
        self.assertEqual(status, 413)


if __name__ == "__main__":
    unittest.main()
