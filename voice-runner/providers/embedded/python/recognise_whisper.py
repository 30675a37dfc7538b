"""Recognises speech with faster-whisper (MIT). One request after the other, until its input ends.

Request: a line of JSON {"id", "bytes", "languages"}, then 16-bit 16 kHz mono sound.
Answer: a line of JSON {"id", "text", "language"} or {"id", "problem"}.
"""

import json
import sys

import numpy
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

RATE = 16_000
# Whisper encodes 30 s whatever is said. What was said and a second of silence is 7 times cheaper.
SILENCE = numpy.zeros(RATE, dtype=numpy.float32)
LONGEST = 29 * RATE
# People say up to 5 words a second; a word of English is 1.3 tokens, of an Indian script up to 6.
TOKENS_PER_SECOND = {"en": 6}
OTHER_TOKENS_PER_SECOND = 20
NO_SPEECH = 0.8


def main() -> None:
    model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=int(sys.argv[2]))
    recognise(model, numpy.zeros(RATE, dtype=numpy.float32), ["en"])
    answer({"ready": True})
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        sound = numpy.frombuffer(sys.stdin.buffer.read(request["bytes"]), dtype="<i2")
        try:
            samples = sound.astype(numpy.float32) / 32_768
            answer({"id": request["id"], **recognise(model, samples[-LONGEST:], request["languages"])})
        except Exception as problem:  # whatever it is, the caller is told, and the next request is answered
            answer({"id": request["id"], "problem": f"{type(problem).__name__}: {problem}"})


def recognise(model: WhisperModel, samples: numpy.ndarray, languages: list[str]) -> dict:
    features = model.feature_extractor(numpy.concatenate([samples, SILENCE]))
    encoded = model.encode(features)
    language = language_of(model, encoded, languages)
    tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language)
    prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
    seconds = len(samples) / RATE
    most = int(seconds * TOKENS_PER_SECOND.get(language, OTHER_TOKENS_PER_SECOND)) + 4
    [result] = model.model.generate(
        encoded, [prompt], beam_size=1, max_length=len(prompt) + most, return_no_speech_prob=True
    )
    tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
    text = "" if result.no_speech_prob > NO_SPEECH else tokenizer.decode(tokens).strip()
    return {"text": text, "language": language}


def language_of(model: WhisperModel, encoded: object, languages: list[str]) -> str:
    """The likeliest of the call's languages."""
    if not model.model.is_multilingual:
        return "en"
    [likely] = model.model.detect_language(encoded)
    names = [(name[2:-2], probability) for name, probability in likely]
    return next((name for name, _ in names if name in languages), languages[0])


def answer(message: dict) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


main()
