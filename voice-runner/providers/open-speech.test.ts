import { initializeLogger } from "@livekit/agents";
import { openCall } from "./testing/call.ts";
import { eventsOf, soundFrame, spokenBy, until } from "./testing/listening.ts";

initializeLogger({ pretty: false, level: "silent" });

it("opens Google by default, and names the secret that is missing and what needs none", async () => {
  await expect(openCall({ voice: ["language: en-IN"] })).rejects.toMatchObject({
    code: "secret-missing",
    message: expect.stringMatching(/google.*GEMINI_API_KEY.*stt_provider: embedded/),
  });
});

it.each([
  ["deepgram", "DEEPGRAM_API_KEY"],
  ["elevenlabs", "ELEVENLABS_API_KEY"],
])("names the secret of %s", async (vendor, name) => {
  const voice = [`stt_provider: ${vendor}`, `tts_provider: ${vendor}`];
  await expect(openCall({ voice })).rejects.toThrow(name);
});

it("opens each side by its own vendor, with the tenant's key or else the platform's", async () => {
  const voice = ["stt_provider: deepgram", "tts_provider: elevenlabs"];
  const secrets = { "client_1/DEEPGRAM_API_KEY": "own", "_platform/ELEVENLABS_API_KEY": "shared" };
  const speech = await openCall({ voice, secrets });
  expect([speech.stt.provider, speech.tts.provider, speech.hears]).toEqual(["Deepgram", "ElevenLabs", true]);
});

it("opens Google Cloud's services where there are credentials for them", async () => {
  const environment = { SPEECH_EMULATOR_HOST: "127.0.0.1:1", TEXT_TO_SPEECH_EMULATOR_HOST: "127.0.0.1:1" };
  const speech = await openCall({ voice: ["language: hi"], environment });
  expect([speech.stt.model, speech.tts.model]).toEqual(["speech-v1", "hi-IN-Chirp3-HD-Kore"]);
  speech.speakIn("ta-IN");
  expect(speech.tts.model).toBe("ta-IN-Chirp3-HD-Kore");
});

it("refuses credentials that are no key file", async () => {
  const secrets = { "client_1/GOOGLE_SPEECH_CREDENTIALS": "AIza…" };
  await expect(openCall({ voice: ["language: hi"], secrets })).rejects.toMatchObject({ code: "secret-invalid" });
});

it("takes `local` for embedded: it speaks without anything installed, and has the caller type", async () => {
  const speech = await openCall({ voice: ["stt_provider: local", "tts_provider: local"] });
  expect([speech.hears, speech.stt.provider, speech.tts.model]).toEqual([false, "none", "flite-slt"]);
  const stream = speech.stt.stream();
  const { events, ended } = eventsOf(stream);
  for (let count = 0; count < 50; count += 1) stream.pushFrame(soundFrame(16_000));
  stream.endInput();
  await ended;
  expect(events).toEqual([]);
  expect((await spokenBy(speech.tts, "Hello there.")).seconds).toBeGreaterThan(0.4);
});

it("is set to one vendor for everybody by SPEECH_PROVIDER", async () => {
  const speech = await openCall({ voice: ["stt_provider: deepgram"], environment: { SPEECH_PROVIDER: "embedded" } });
  expect([speech.stt.provider, speech.tts.provider]).toEqual(["none", "embedded"]);
});

it("hears when somebody speaks, by the model on this machine", async () => {
  const { vad } = await openCall({ voice: ["stt_provider: local", "tts_provider: local"] });
  const stream = vad.stream();
  const probabilities: number[] = [];
  void (async () => {
    for await (const event of stream) if (event.probability !== undefined) probabilities.push(event.probability);
  })();
  for (let count = 0; count < 20; count += 1) stream.pushFrame(soundFrame(16_000));
  await until(() => probabilities.length > 5);
  stream.close();
});
