"""Speaks with Piper (GPL-3: a program of its own, which the operator installs). One request after the other.

Request: a line of JSON {"id", "text", "speed"}.
Answer: lines of JSON {"id", "bytes", "more": true}, each followed by 16-bit mono sound, then {"id", "more": false} or
{"id", "problem"}. The first line is {"ready", "sampleRate"}.
"""

import json
import sys

from piper import PiperVoice, SynthesisConfig


def main() -> None:
    voice = PiperVoice.load(sys.argv[1])
    for _ in voice.synthesize("Ready."):
        pass
    answer({"ready": True, "sampleRate": voice.config.sample_rate})
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        try:
            for chunk in voice.synthesize(request["text"], SynthesisConfig(length_scale=1 / request["speed"])):
                sound = chunk.audio_int16_bytes
                answer({"id": request["id"], "bytes": len(sound), "more": True}, sound)
            answer({"id": request["id"], "more": False})
        except Exception as problem:  # whatever it is, the caller is told, and the next request is answered
            answer({"id": request["id"], "problem": f"{type(problem).__name__}: {problem}"})


def answer(message: dict, sound: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n" + sound)
    sys.stdout.buffer.flush()


main()
