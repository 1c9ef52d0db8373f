"""Starts the module, and stops it as the platform asks it to."""

import os
import signal
import sys
import threading

from planning.log import log
from planning.server import Server
from planning.settings import SettingsError, read


def main() -> int:
    try:
        settings = read(os.environ)
    except SettingsError as error:
        log("error", str(error))
        return 1
    for part, variables in settings.missing.items():
        message = "runs without a part: variables are not set, or not usable"
        log("warning", message, part=part, variables=variables)

    # Waited for below, and by no other thread: a handler could come while this one holds what the handler needs.
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    server = Server(settings)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}).start()
    log("info", "listens", port=settings.port)
    signal.sigwait(signals)
    log("info", "stops when the answers that it gives are at their end", seconds=settings.drain_seconds)
    server.drain()
    log("info", "stopped")
    return 0


sys.exit(main())
