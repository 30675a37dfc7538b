import { WebSocket } from "ws";
import { startGemini } from "../gemini.ts";

const standIn = await startGemini({ port: 0 });
afterAll(() => standIn.close());

const path = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";
const setup = { setup: { model: "models/gemini-3.8-live" } };

/** Sends the messages, and resolves with the close. */
async function closeAfter(messages: readonly unknown[], query = "?key=any") {
  const socket = new WebSocket(`${standIn.url.replace("http", "ws")}${path}${query}`);
  const closed = new Promise<{ readonly code: number; readonly reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  socket.on("open", () => {
    for (const message of messages) socket.send(typeof message === "string" ? message : JSON.stringify(message));
  });
  return closed;
}

it.each([
  ["without a key", [], "", { code: 1008, reason: expect.stringContaining("unregistered callers") }],
  ["for what is no JSON", ["{"], undefined, { code: 1007, reason: expect.stringContaining("Invalid JSON") }],
  ["for an unknown message", [{ hello: {} }], undefined, { code: 1007, reason: expect.stringContaining("hello") }],
  ["before the setup", [{ clientContent: {} }], undefined, { code: 1007, reason: expect.stringContaining("setup") }],
  ["for a second setup", [setup, setup], undefined, { code: 1007, reason: expect.stringContaining("setup") }],
  [
    "for a model that holds no calls",
    [{ setup: { model: "models/gemini-3.8-flash" } }],
    undefined,
    { code: 1008, reason: expect.stringContaining("bidiGenerateContent") },
  ],
  [
    "for a role that it does not know",
    [setup, { clientContent: { turns: [{ role: "system", parts: [] }] } }],
    undefined,
    { code: 1007, reason: "Please use a valid role: user, model." },
  ],
  [
    "for sound that it cannot read",
    [setup, { realtimeInput: { audio: { mimeType: "audio/ogg", data: "" } } }],
    undefined,
    { code: 1007, reason: expect.stringContaining("MIME") },
  ],
])("closes the connection %s", async (_name, messages, query, close) => {
  expect(await closeAfter(messages, query)).toEqual(close);
});
