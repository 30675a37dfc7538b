import { setImmediate } from "node:timers/promises";
import { queryObjects } from "node:v8";
import { startGemini } from "../../emulators/gemini.ts";
import { geminiClient } from "./gemini.ts";
import { createModels } from "./models.ts";

/** Calls the Gemini stand-in through Google's client and prints how many signals stay alive. */
const calls = 100;
const gemini = await startGemini({ port: 0 });
const models = createModels({ client: geminiClient({ apiKey: async () => "a-key", baseUrl: gemini.url }) });
const lifelong = new AbortController();
const left: Record<string, number> = {};
for (const kind of ["whole", "streamed"]) {
  await ask(5, kind);
  const before = await liveSignals();
  await ask(calls, kind);
  left[kind] = (await liveSignals()) - before;
}
console.log(JSON.stringify(left));
await gemini.close();

async function ask(times: number, kind: string): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await models.generate(
      { primary: "gemini-3.8-flash", fallback: null },
      {
        system: "Be kind.",
        messages: [{ role: "user", parts: [{ type: "text", text: "Hello" }] }],
        tools: [],
        temperature: 0,
        maxTokens: 100,
        signal: lifelong.signal,
        ...(kind === "streamed" ? { onText: () => undefined } : {}),
      },
    );
}

/** `queryObjects` collects garbage first. An ended call's last objects are freed by the next collection. */
async function liveSignals(): Promise<number> {
  let count = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < 4; collection += 1) {
    count = queryObjects(AbortSignal, { format: "count" });
    await setImmediate();
  }
  return count;
}
