import { countModelCalls, type ModelCall } from "../telemetry/model-calls.ts";
import { recordSpans } from "../telemetry/recorded-spans.fixture.ts";
import { inChatSpan } from "./chat-span.ts";
import type { ModelReply } from "./model.ts";
import { ModelFailure } from "./model-client.ts";

const exporter = recordSpans();
const request = { temperature: 0.2, maxTokens: 500, onText: () => undefined };
const reply: ModelReply = {
  model: "gemini-3.8-flash",
  served: "gemini-3.8-flash-002",
  finish: "stop",
  inputTokens: 900,
  outputTokens: 40,
  parts: [{ type: "text", text: "Padmavati, your report is ready." }],
};

it("says what was asked and what it took, and not what was said", async () => {
  await inChatSpan("gemini-3.8-flash", request, async () => reply);
  const [span] = exporter.getFinishedSpans();
  expect(span).toMatchObject({
    name: "chat gemini-3.8-flash",
    attributes: {
      "gen_ai.provider.name": "gcp.gemini",
      "gen_ai.request.stream": true,
      "gen_ai.request.max_tokens": 500,
      "gen_ai.response.model": "gemini-3.8-flash-002",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 900,
      "gen_ai.usage.output_tokens": 40,
    },
  });
  expect(JSON.stringify(span?.attributes)).not.toContain("Padmavati");
});

it("names a tenant's own endpoint by its kind, and a model as the endpoint does", async () => {
  await inChatSpan("openai_compatible/org/model-8b", request, async () => reply);
  expect(exporter.getFinishedSpans()).toMatchObject([
    {
      name: "chat org/model-8b",
      attributes: { "gen_ai.provider.name": "openai_compatible", "gen_ai.request.model": "org/model-8b" },
    },
  ]);
});

it("says how an attempt failed", async () => {
  const failing = inChatSpan("gemini-3.8-flash", request, async () => {
    throw new ModelFailure("rate-limited", "Padmavati must wait");
  });
  await expect(failing).rejects.toThrow("wait");
  expect(exporter.getFinishedSpans()).toMatchObject([
    {
      status: { code: 2 },
      attributes: { "error.type": "ModelFailure", "agent_platform.model_failure": "rate-limited" },
    },
  ]);
});

it("counts attempts that answered with their tokens, and those that failed with the reason", async () => {
  const calls: ModelCall[] = [];
  countModelCalls((call) => void calls.push(call));
  try {
    await inChatSpan("gemini-3.8-flash", request, async () => reply);
    const failing = inChatSpan("gemini-3.8-flash", request, async () => {
      throw new ModelFailure("rate-limited", "Padmavati must wait");
    });
    await expect(failing).rejects.toThrow("wait");
  } finally {
    countModelCalls(undefined);
  }
  const asked = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "gcp.gemini",
    "gen_ai.request.model": "gemini-3.8-flash",
  };
  expect(calls).toEqual([
    {
      attributes: { ...asked, "gen_ai.response.model": "gemini-3.8-flash-002" },
      seconds: expect.any(Number),
      tokens: { input: 900, output: 40 },
    },
    { attributes: { ...asked, "error.type": "rate-limited" }, seconds: expect.any(Number) },
  ]);
});
