import { createHash } from "node:crypto";
import { startGemini } from "../../../emulators/gemini.ts";
import { spokenOgg } from "../../../tests/spoken-audio.fixture.ts";
import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import { geminiClient } from "../../models/gemini/gemini.ts";
import { createModels } from "../../models/models.ts";
import { transcribe } from "./transcribe.ts";

let gemini: Awaited<ReturnType<typeof startGemini>>;
beforeAll(async () => {
  gemini = await startGemini({ port: 0 });
});
afterAll(() => gemini.close());

const hear = (bytes: Buffer, contentType = "audio/ogg") => {
  const models = createModels({ client: geminiClient({ apiKey: async () => "k", baseUrl: gemini.url }) });
  const audio = { contentType, base64: bytes.toString("base64") };
  const { signal } = new AbortController();
  return transcribe(models, { config: minimalConfig(), audio, payer: "counted", signal });
};

/** The stand-in hears what the file's comment says. */
test("audio goes to Gemini inline, and its words come back in the speaker's script", async () => {
  const { text, usage } = await hear(spokenOgg("मेरी रिपोर्ट कब आएगी?"));
  expect(text).toBe("मेरी रिपोर्ट कब आएगी?");
  expect(usage).toMatchObject({ model: minimalConfig().agent.model.primary, modelCalls: 1 });
  expect(usage.inputTokens).toBeGreaterThan(0);
});

test("audio without words is not understood", async () => {
  expect(await hear(spokenOgg(""))).toMatchObject({ text: null });
});

test("a script can answer one file", async () => {
  const file = spokenOgg("one thing");
  const audio_sha256 = createHash("sha256").update(file).digest("hex");
  const body = JSON.stringify({ match: { audio_sha256 }, responses: [{ text: "another thing" }] });
  await fetch(`${gemini.url}/_standin/script`, { method: "POST", body });
  expect(await hear(spokenOgg("something else"))).toMatchObject({ text: "something else" });
  expect(await hear(file)).toMatchObject({ text: "another thing" });
});

test("a type that Gemini does not read is rejected", async () => {
  await expect(hear(Buffer.from("#!AMR"), "audio/amr")).rejects.toMatchObject({ code: "model-rejected" });
});
