import { setTimeout } from "node:timers/promises";
import { queryObjects } from "node:v8";
import { startChatCompletions } from "../../emulators/chat-completions.ts";
import { startGemini } from "../../emulators/gemini.ts";
import { compatibleClient } from "./compatible/compatible.ts";
import { geminiClient } from "./gemini/gemini.ts";
import { tunedClient } from "./gemini/tuned.ts";
import { createModels } from "./models.ts";
import { routedClient } from "./routed-client.ts";

/** Calls the vendors' stand-ins through their own clients and prints how many signals stay alive. */
const calls = 100;
const gemini = await startGemini({ port: 0 });
const chat = await startChatCompletions({ port: 0 });
const client = routedClient({
  vertex: async () => tunedClient({ secret: async () => "none" }),
  google: async () => geminiClient({ apiKey: async () => "a-key", baseUrl: gemini.url }),
  openai_compatible: async () =>
    compatibleClient({
      url: `${chat.url}/v1`,
      apiKey: async () => "a-key",
      secret: async () => undefined,
      isPublicHost: async () => true,
    }),
});
const models = createModels({ client });
const lifelong = new AbortController();
const left: Record<string, number> = {};
for (const model of ["gemini-3.8-flash", "openai_compatible/llama"])
  for (const kind of ["whole", "streamed"]) {
    await ask(5, model, kind);
    const before = await liveSignals();
    await ask(calls, model, kind);
    left[`${model} ${kind}`] = (await liveSignals()) - before;
  }
console.log(JSON.stringify(left));
await Promise.all([gemini.close(), chat.close()]);

async function ask(times: number, model: string, kind: string): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await models.generate(
      { primary: model, fallback: null, endpoint: null },
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

/**
 * `queryObjects` collects garbage first. What ended streams hold is freed over several collections, with time between them
 * for their last callbacks, so this goes on until nothing more is freed.
 */
async function liveSignals(): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let unchanged = 0; unchanged < 10; unchanged += 1) {
    const count = queryObjects(AbortSignal, { format: "count" });
    if (count < fewest) [fewest, unchanged] = [count, 0];
    await setTimeout(20);
  }
  return fewest;
}
