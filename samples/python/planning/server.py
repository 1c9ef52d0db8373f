"""The module's door: a health check, and answers that are streamed as server-sent events."""

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from planning.answers import ProviderError, answer
from planning.log import log
from planning.settings import Settings
from planning.stream import Interrupted, paced

#: What the module's entry in the stack file has under `routes`; the platform sends nothing else here.
prefix = "/planning"
_most_bytes = 1_000_000


class Server(ThreadingHTTPServer):
    """Stops without cutting an answer short: it takes no new calls, and waits for those that it has."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, settings: Settings):
        self.settings = settings
        self._lock = threading.Lock()
        self._idle: set[socket.socket] = set()
        self._over_at: float | None = None
        super().__init__(("", settings.port), Handler)

    def drain(self) -> None:
        with self._lock:
            self._over_at = time.monotonic() + self.settings.drain_seconds
            # Connections that wait for a next call would keep their threads until their time is over.
            for connection in self._idle:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)
        self.shutdown()
        self.server_close()

    def over(self) -> bool:
        return self._over_at is not None and time.monotonic() > self._over_at

    def waits(self, connection: socket.socket) -> bool:
        """Whether this connection may wait for another call."""
        with self._lock:
            if self._over_at is None:
                self._idle.add(connection)
            return self._over_at is None

    def works(self, connection: socket.socket) -> None:
        with self._lock:
            self._idle.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        # What Python would print has more lines than one, and may hold what somebody asked.
        log("error", "a call failed inside of the module", error=sys.exc_info()[0].__name__)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    # Neither the program's version nor Python's is anybody's business.
    server_version = sys_version = ""

    @property
    def timeout(self) -> int:
        return self.server.settings.keep_alive_seconds

    def handle_one_request(self) -> None:
        if self.server.waits(self.connection):
            super().handle_one_request()
        else:
            self.close_connection = True

    def parse_request(self) -> bool:
        self.server.works(self.connection)
        return super().parse_request()

    def finish(self) -> None:
        self.server.works(self.connection)
        super().finish()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/health":
            self._json(200, {"status": "ok"})
        elif path == prefix:
            self._json(200, {"module": "planning", "ask": f"POST {prefix}/answers"})
        else:
            self._refuse(404, "there is nothing here")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _most_bytes:
            return self._refuse(413, f"send at most {_most_bytes} bytes, and say how many in Content-Length")
        # Read in any case: a connection that is closed with something unread may lose the answer.
        body = self.rfile.read(int(length))
        if self.path.partition("?")[0] != f"{prefix}/answers":
            return self._refuse(404, "there is nothing here")
        question = _question(body)
        if question is None:
            return self._refuse(400, 'send JSON with a text: {"question": "…"}')
        self._stream(question)

    def _stream(self, question: str) -> None:
        begun = time.monotonic()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            ending = self._give(answer(question, self.server.settings.provider, self.server.settings.module))
            self._chunk(_event(ending, {}))
            self._chunk("")
        except ConnectionError:
            ending = "left"
            self.close_connection = True
        milliseconds = round((time.monotonic() - begun) * 1000)
        log("info", "answered", route="answers", ending=ending, milliseconds=milliseconds)

    def _give(self, pieces: Iterator[str]) -> str:
        """Sends the pieces as they come, and returns how it ended."""
        try:
            with closing(paced(pieces, self.server.settings.heartbeat_seconds, self.server.over)) as stream:
                for piece in stream:
                    self._chunk(": waiting\n\n" if piece is None else _event("piece", {"text": piece}))
        except Interrupted:
            return "interrupted"
        except ProviderError as error:
            log("error", str(error))
            return "failed"
        return "end"

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%X\r\n%b\r\n" % (len(data), data))

    def _json(self, status: int, value: object) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def _refuse(self, status: int, reason: str) -> None:
        # What the body has beyond would be taken for the next call.
        self.close_connection = True
        log("warning", "refused", status=status)
        self._json(status, {"error": reason})

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: these lines would hold paths, and what somebody sent in place of a call."""


def _question(body: bytes) -> str | None:
    try:
        question = json.loads(body)["question"]
    except (ValueError, LookupError, TypeError):
        return None
    return question if isinstance(question, str) and question.strip() else None


def _event(name: str, value: object) -> str:
    return f"event: {name}\ndata: {json.dumps(value)}\n\n"
