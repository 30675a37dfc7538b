import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import { openGeminiLive } from "./open-live.ts";

const contextWith = (key: string | undefined) => ({
  settings: voiceSettings(minimalConfig(), "voice"),
  language: "en-IN",
  callerRate: 8_000 as const,
  environment: readEnvironment({}),
  log: createLogger({ level: "silent" }),
  optionalKey: async () => key,
  key: () => Promise.reject(new Error("Not asked for.")),
});

it("gives no realtime model without a Gemini key, so that the call is a pipeline", async () => {
  expect(await openGeminiLive(contextWith(undefined))).toBeUndefined();
});

it("gives Gemini Live with a key, and does not connect before the call speaks", async () => {
  expect(await openGeminiLive(contextWith("a-key"))).toMatchObject({ provider: "google", name: "gemini-3.8-live" });
});
