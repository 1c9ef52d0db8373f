"""Where answers come from: the AI provider, or this file where there is no key."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from planning.settings import Provider
from planning.usage import Usage, logged

_silence_seconds = 120


class ProviderError(Exception):
    """Says what went wrong, and nothing of what the provider was asked: this text is logged."""

    def __init__(self, message: str, kind: str):
        super().__init__(message)
        #: A status of HTTP, or a word.
        self.kind = kind


def answer(question: str, provider: Provider | None, module: str) -> Iterator[str]:
    """The answer, piece by piece as it comes."""
    return _made_here() if provider is None else _logged(question, provider, module)


def _made_here() -> Iterator[str]:
    text = "There is no key of a provider here, so nobody was asked. The log says which variables to set."
    for word in text.split():
        time.sleep(0.02)
        yield word + " "


def _logged(question: str, provider: Provider, module: str) -> Iterator[str]:
    with logged(module, "openai", provider.model) as usage:
        yield from _from_provider(question, provider, usage)


def _from_provider(question: str, provider: Provider, usage: Usage) -> Iterator[str]:
    body = {
        "model": provider.model,
        "stream": True,
        "stream_options": {"include_usage": True},
        "messages": [{"role": "user", "content": question}],
    }
    request = urllib.request.Request(
        f"{provider.url}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {provider.key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_silence_seconds) as response:
            yield from _pieces(response, usage)
    except urllib.error.HTTPError as error:
        raise ProviderError(f"the provider answered with status {error.code}", str(error.code)) from None
    except ProviderError:
        raise
    except Exception as error:  # noqa: BLE001: a provider can break off or talk nonsense in many ways
        raise ProviderError(f"the provider did not answer ({type(error).__name__})", "no_answer") from None


def _pieces(lines: Iterator[bytes], usage: Usage) -> Iterator[str]:
    """The text in a stream of chat completions, each line of which is JSON, and the last one `[DONE]`."""
    for line in lines:
        data = line.decode().strip().removeprefix("data:").strip()
        if data == "[DONE]":
            return
        # Empty lines stand between events, and lines that begin with a colon are comments.
        if not data or data.startswith(":"):
            continue
        chunk = json.loads(data)
        # The last one before the end has no text, but what the call took.
        if counted := chunk.get("usage"):
            usage.input_tokens = counted["prompt_tokens"]
            usage.output_tokens = counted["completion_tokens"]
        for choice in chunk["choices"]:
            if text := choice["delta"].get("content"):
                yield text
    raise ProviderError("the provider broke off", "broke_off")
