import { SpanKind } from "@opentelemetry/api";
import { recordModelCall } from "../telemetry/model-calls.ts";
import { errorType, inSpan } from "../telemetry/trace.ts";
import type { ModelReply, ModelRequest } from "./model.ts";
import { ModelFailure } from "./model-client.ts";
import { vendorName, vendorOf } from "./vendors.ts";

/** The vendors as OpenTelemetry's conventions for generative AI name them, where they do. */
const providers = { google: "gcp.gemini", vertex: "gcp.vertex_ai", openai_compatible: "openai_compatible" } as const;

/** Asks a model in a span, and counts the call. Neither the prompt nor the reply is in either. */
export function inChatSpan(
  model: string,
  request: Pick<ModelRequest, "temperature" | "maxTokens" | "onText">,
  work: () => Promise<ModelReply>,
): Promise<ModelReply> {
  const name = vendorName(model);
  const counted = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": providers[vendorOf(model)],
    "gen_ai.request.model": name,
  };
  const attributes = {
    ...counted,
    "gen_ai.request.temperature": request.temperature,
    "gen_ai.request.max_tokens": request.maxTokens,
    ...(request.onText ? { "gen_ai.request.stream": true } : {}),
  };
  return inSpan(`chat ${name}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const startedMs = performance.now();
    const seconds = () => (performance.now() - startedMs) / 1_000;
    const reply = await work().catch((error: unknown) => {
      if (error instanceof ModelFailure) span.setAttribute("agent_platform.model_failure", error.kind);
      const type = error instanceof ModelFailure ? error.kind : errorType(error);
      recordModelCall({ attributes: { ...counted, "error.type": type }, seconds: seconds() });
      throw error;
    });
    recordModelCall({
      attributes: { ...counted, "gen_ai.response.model": reply.served },
      seconds: seconds(),
      tokens: { input: reply.inputTokens, output: reply.outputTokens },
    });
    span.setAttributes({
      "gen_ai.response.model": reply.served,
      "gen_ai.response.finish_reasons": [reply.finish],
      "gen_ai.usage.input_tokens": reply.inputTokens,
      "gen_ai.usage.output_tokens": reply.outputTokens,
    });
    return reply;
  });
}
