import type { AskedModel } from "../../../../shared/agent/agent.ts";
import type { ModelMessage } from "../../../../shared/models/model.ts";
import { jsonBytes } from "../../../../shared/schema/byte-budget.ts";
import { limits } from "../limits.ts";
import { shownRequests } from "./shown-request.ts";
import { traceOf, traceWrites } from "./turn-trace.ts";

const question: ModelMessage = { role: "user", parts: [{ type: "text", text: "What does it cost?" }] };
const call: ModelMessage = { role: "model", parts: [{ type: "call", id: "1", name: "prices", args: { of: "tea" } }] };
const result: ModelMessage = {
  role: "user",
  parts: [{ type: "result", id: "1", name: "prices", content: { inr: 9 } }],
};
const tools = [{ name: "prices", description: "Looks up a price.", parameters: {} }];

function asked(given: Partial<AskedModel> = {}): AskedModel {
  const reply = {
    model: "gemini",
    served: "gemini-3",
    parts: [{ type: "text" as const, text: "₹9" }],
    finish: "stop" as const,
    inputTokens: 10,
    outputTokens: 2,
  };
  return { system: "You are Maya.", messages: [question], tools, reply, refused: null, durationMs: 5, ...given };
}

it("keeps once what the requests of a turn share, and shows each of them whole", () => {
  const kept = traceOf([asked(), asked({ messages: [question, call, result], refused: "unsupported-price" })]);
  expect(kept.isCut).toBe(false);
  expect(kept.requests[1]).toMatchObject({ system: null, tools: null, shares: 1, messages: [{}, {}] });
  expect(shownRequests(kept)).toMatchObject([
    { model: "gemini-3", system: "You are Maya.", messages: [{}], tools: [{ name: "prices" }], refused: null },
    {
      system: "You are Maya.",
      tools: [{ name: "prices" }],
      refused: "unsupported-price",
      messages: [
        { role: "user", parts: [{ type: "text", text: "What does it cost?" }] },
        { role: "model", parts: [{ type: "call", name: "prices", text: '{"of":"tea"}' }] },
        { role: "user", parts: [{ type: "result", name: "prices", text: '{"inr":9}' }] },
      ],
    },
  ]);
});

it("keeps a request that no model answered, with the reason", () => {
  const kept = traceOf([asked({ reply: null, refused: "model-unavailable" })]);
  expect(shownRequests(kept)).toMatchObject([{ model: "", reply: [], refused: "model-unavailable" }]);
});

it("fits a document whatever the texts are, marks what is cut, and keeps no file", () => {
  const long = "अ".repeat(200_000);
  const parts = [
    { type: "text" as const, text: long },
    { type: "blob" as const, contentType: "image/png", base64: long },
  ];
  const messages = Array.from({ length: 60 }, (): ModelMessage => ({ role: "user", parts }));
  const kept = traceOf(Array.from({ length: 50 }, (_, index) => asked({ system: `${index} ${long}`, messages })));
  expect(kept.isCut).toBe(true);
  expect(jsonBytes(kept)).toBeLessThan(limits.shown + 60_000);
  expect(kept.requests[0]?.system).toMatch(/\[…\]$/);
  expect(kept.requests[0]?.messages[0]?.parts[1]).toEqual({ type: "file", text: "image/png", name: null });
});

it("is one write of the turn's commit, which expires, and none where no model was asked", () => {
  const turn = { turnId: "t1", conversationId: "c1", at: "2030-01-01T00:00:00.000Z", days: 30 };
  expect(traceWrites(traceOf([]), turn)).toEqual([]);
  expect(traceWrites(undefined, turn)).toEqual([]);
  const given = { summary: "Wants tea.", context: { city: "Pune" }, missing: 0, recent: 4 };
  expect(traceWrites({ ...traceOf([asked()]), given }, turn)).toMatchObject([
    {
      id: "t1",
      data: { given, keptUntil: "2030-01-31T00:00:00.000Z" },
      expiresAt: new Date("2030-01-31T00:00:00.000Z"),
    },
  ]);
});
