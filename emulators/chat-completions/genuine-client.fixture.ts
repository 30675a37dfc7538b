import OpenAI from "openai";
import { startChatCompletions } from "../chat-completions.ts";
import { lendFetchDispatcher } from "../jest-fetch.ts";

export type Message = OpenAI.ChatCompletionMessageParam;

export const model = "any/model";

export const say = (content: string): Message[] => [{ role: "user", content }];

/** Starts the stand-in with the key "right", and OpenAI's own client for it. Each test begins without scripts. */
export async function openWithGenuineClient() {
  lendFetchDispatcher();
  const standIn = await startChatCompletions({ port: 0, apiKey: "right", contextTokens: 2_000 });
  const clientWith = (apiKey: string, maxRetries = 0) =>
    new OpenAI({ apiKey, baseURL: `${standIn.url}/v1`, maxRetries });
  const client = clientWith("right");

  async function control(path: string, body: unknown = {}) {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await fetch(`${standIn.url}/_standin/${path}`, init)).json();
  }

  afterAll(() => standIn.close());
  beforeEach(() => control("reset"));

  return {
    url: standIn.url,
    client,
    clientWith,
    /** Queues answers. */
    script: (...responses: readonly unknown[]) => control("script", { responses }),
    asked: async () => (await fetch(`${standIn.url}/_standin/requests`)).json(),
    ask: (content: string, more = {}) => client.chat.completions.create({ model, messages: say(content), ...more }),
  };
}
