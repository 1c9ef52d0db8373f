"""One line of the log for each call to an AI service: what it took, and never what it was about.

The platform counts these lines, so they have a form: schema/ai-usage.json of the platform.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from planning.log import log


@dataclass
class Usage:
    """What the provider says that it counted; nothing of a call that was broken off before."""

    input_tokens: int = 0
    output_tokens: int = 0


@contextmanager
def logged(module: str, provider: str, model: str) -> Iterator[Usage]:
    """The line is written when the call is over, however it ends. An exception says by its `kind` what it was."""
    usage = Usage()
    begun = time.monotonic()
    ending: dict[str, object] = {"status": "ok"}
    try:
        yield usage
    except Exception as error:
        ending = {"status": "error", "error": {"type": getattr(error, "kind", "unknown")}}
        raise
    finally:
        log(
            "info",
            "AI call",
            module=module,
            gen_ai={
                "operation": {"name": "chat"},
                "provider": {"name": provider},
                "request": {"model": model},
                "usage": {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens},
            },
            duration_ms=round((time.monotonic() - begun) * 1000),
            **ending,
        )
