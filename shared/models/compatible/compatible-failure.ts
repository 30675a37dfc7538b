import { ModelFailure } from "../model-client.ts";
import { retryAfterOf } from "../resilience/retry-after.ts";

/** What is used of an error of OpenAI's client, and of an `error` object of the protocol. */
interface Refusal {
  readonly status: number | null;
  readonly code: string;
  readonly param: string;
  /** Never passed on, because it may quote the request. */
  readonly message: string;
  readonly headers: Headers | undefined;
}

/** The failure of one attempt. Its message contains only the model's name, the status and a code. */
export function compatibleFailure(error: unknown, model: string, signal: AbortSignal): ModelFailure {
  if (signal.aborted) return new ModelFailure("timeout", `${model} did not answer in time.`);
  if (error instanceof ModelFailure) return error;
  const refusal = refusalOf(error);
  if (refusal === null) return new ModelFailure("network", `${model} could not be reached.`, { cause: causeOf(error) });
  const { status, code, headers } = refusal;
  const retryAfterMs = millisecondsOf(headers?.get("retry-after-ms")) ?? retryAfterOf(headers?.get("retry-after"));
  if (isTooLong(refusal)) return new ModelFailure("too-long", `${model} has no room for a request of this length.`);
  if (code === "insufficient_quota" || status === 402)
    return new ModelFailure("rejected", `${model} refused the request: the account has no credit.`);
  if (status === 429 || code === "rate_limit_exceeded")
    return new ModelFailure("rate-limited", `${model} answered 429.`, { retryAfterMs });
  if (status === null || status === 408 || status === 409 || status >= 500)
    return new ModelFailure("unavailable", `${model} answered ${status ?? "with an error"}.`, { retryAfterMs });
  const reason = /^[a-z][a-z0-9_]{2,40}$/.test(code) ? ` (${code})` : "";
  return new ModelFailure("rejected", `${model} refused the request with ${status}${reason}.`);
}

/** A failure that a body of status 200 reports in place of an answer. */
export function failureInBody(body: unknown): Error | undefined {
  if (typeof body !== "object" || body === null || !("error" in body) || !body.error) return undefined;
  return new ErrorInBody(body.error);
}

class ErrorInBody extends Error {
  readonly error: unknown;
  constructor(error: unknown) {
    super("The endpoint answered with an error in place of a reply.");
    this.error = error;
  }
}

/** The parameter that the model does not take, as OpenAI names it. */
export function unsupportedParameter(error: unknown): string | undefined {
  const refusal = refusalOf(error);
  if (refusal?.status !== 400) return undefined;
  return /^unsupported_(parameter|value)$/.test(refusal.code) ? refusal.param : undefined;
}

/** Null when there was no answer at all. */
function refusalOf(error: unknown): Refusal | null {
  const outer = fieldsOf(error);
  const inner = fieldsOf(outer.error);
  const headers = outer.headers instanceof Headers ? outer.headers : undefined;
  if (typeof outer.status !== "number" && !outer.error) return null;
  const code = inner.code ?? outer.code;
  const status = [outer.status, Number(code)].find((each) => typeof each === "number" && each >= 400 && each < 600);
  return {
    status: typeof status === "number" ? status : null,
    code: [code, inner.type].map(String).find((each) => /^[a-z_]{3,}$/.test(each)) ?? "",
    param: String(inner.param ?? outer.param ?? ""),
    message: String(inner.message ?? ""),
    headers,
  };
}

/** The words of OpenAI, vLLM, llama.cpp, Ollama and OpenRouter. */
function isTooLong({ status, code, message }: Refusal): boolean {
  if (code === "context_length_exceeded" || code === "exceed_context_size_error") return true;
  return (
    status !== null && status < 500 && /context (length|size|window)|prompt is too long/i.test(message.slice(0, 2_000))
  );
}

function millisecondsOf(header: string | null | undefined): number | undefined {
  return header && /^\d+(\.\d+)?$/.test(header) ? retryAfterOf(String(Math.ceil(Number(header) / 1000))) : undefined;
}

/** The client's connection error says nothing by itself. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...(value as object), ...pick(value) } : {};
}

/** An error's fields may be those of its class. */
function pick(value: object): Readonly<Record<string, unknown>> {
  const names = ["status", "code", "param", "type", "headers", "error", "message"] as const;
  return Object.fromEntries(names.map((name) => [name, name in value ? Reflect.get(value, name) : undefined]));
}
