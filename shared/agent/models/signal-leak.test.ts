import { setImmediate } from "node:timers/promises";
import { queryObjects } from "node:v8";
import { startGemini } from "../../../emulators/gemini.ts";
import type { StandIn } from "../../../emulators/http.ts";
import { geminiClient } from "./gemini.ts";
import type { ModelRequest } from "./model.ts";
import { createModels } from "./models.ts";

/** Google's own client adds an abort listener to the signal of each call and never removes it. */
describe("a model call through Google's client", () => {
  let gemini: StandIn;
  beforeAll(async () => {
    gemini = await startGemini({ port: 0 });
  });
  afterAll(() => gemini.close());

  it.each(["whole", "streamed"] as const)("leaves no signal behind, %s", async (kind) => {
    const models = createModels({ client: geminiClient({ apiKey: async () => "a-key", baseUrl: gemini.url }) });
    const lifelong = new AbortController();
    const ask = async (times: number) => {
      for (let time = 0; time < times; time += 1)
        await models.generate({ primary: "gemini-2.5-pro", fallback: null }, requestOf(kind, lifelong.signal));
    };
    await ask(5);
    const before = await liveSignals();
    await ask(40);
    expect((await liveSignals()) - before).toBeLessThan(10);
  });
});

/** `queryObjects` collects garbage first. What an ended call still holds goes with the collection after it. */
async function liveSignals(): Promise<number> {
  let count = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < 4; collection += 1) {
    count = queryObjects(AbortSignal, { format: "count" });
    await setImmediate();
  }
  return count;
}

function requestOf(kind: "whole" | "streamed", signal: AbortSignal): ModelRequest {
  return {
    system: "Be kind.",
    messages: [{ role: "user", parts: [{ type: "text", text: "Hello" }] }],
    tools: [],
    temperature: 0,
    maxTokens: 100,
    signal,
    ...(kind === "streamed" ? { onText: () => undefined } : {}),
  };
}
