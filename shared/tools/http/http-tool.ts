import { readBounded } from "../../outbound/bounded-body.ts";
import { fillEndpoint, placeholders } from "../../outbound/endpoint.ts";
import { createOutboundRequest, wasNeverSent } from "../../outbound/outbound-request.ts";
import { withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { jsonOf } from "../../schema/json-of.ts";
import { titleOf } from "../../schema/title-of.ts";
import type { Tool, ToolCallContext, ToolDependencies, ToolResult } from "../tool.ts";
import type { ToolParameters } from "../tool-parameters.ts";
import { createAuthorise } from "./authorise.ts";
import type { HttpConfig } from "./http-config.ts";

const maxResponseBytes = 256 * 1024;
const maxErrorCharacters = 2000;
const maxSourceCharacters = 8000;

/**
 * A tool that makes one HTTPS call. A rejection by the service (4xx) is content for the model.
 *
 * - A read-only call throws RetryableError on 429, on 5xx and without an answer.
 * - A call with side effects throws RetryableError only when nothing was done.
 * - It throws Error without an answer, and on a 5xx from a service that honours keys. The outcome is then unknown: the
 *   ledger repeats the call under the same key, or asks a person.
 */
export function httpTool(given: {
  readonly name: string;
  readonly description: string | undefined;
  readonly config: HttpConfig;
  readonly parameters: ToolParameters;
  readonly dependencies: ToolDependencies;
}): Tool {
  const { name, config, parameters, dependencies } = given;
  const outbound = createOutboundRequest(dependencies);
  const authorise = createAuthorise(config, dependencies, outbound);
  const sideEffects = config.side_effects ?? config.method !== "GET";
  const repeatable = !sideEffects || config.idempotency === "header";
  const inPath = new Set(placeholders(config.endpoint));

  async function execute(args: Readonly<Record<string, unknown>>, call: ToolCallContext): Promise<ToolResult> {
    const url = fillEndpoint(config.endpoint, args);
    if (url === undefined)
      return { content: { error: `These must not be empty, "." or "..": ${[...inPath].join(", ")}.` } };
    const rest = Object.entries(args).filter(([key, value]) => !inPath.has(key) && value !== undefined);
    const bodiless = config.method === "GET" || config.method === "DELETE";
    if (bodiless) for (const [key, value] of rest) url.searchParams.set(key, asText(value));
    const headers = new Headers({ accept: "application/json, text/plain;q=0.5" });
    if (!bodiless) headers.set("content-type", "application/json");
    if (config.idempotency === "header") headers.set("idempotency-key", call.idempotencyKey);
    const body = bodiless ? {} : { body: JSON.stringify(Object.fromEntries(rest)) };
    try {
      const ask = async () => {
        await authorise(call.tenantId, headers, call.signal);
        return withDeadline(config.timeout_ms, call.signal, async (signal) => {
          const response = await outbound(url, { method: config.method, headers, signal, ...body });
          // The service refused the token, so it did nothing: a new one may be tried, once.
          return response.status === 401 && authorise.renew(call.tenantId) ? response.body?.cancel() : read(response);
        });
      };
      return (await ask()) ?? (await ask()) ?? refusedToken;
    } catch (error) {
      if (error instanceof RetryableError || error instanceof TerminalError) throw error;
      if (!sideEffects || wasNeverSent(error))
        throw new RetryableError("endpoint-unreachable", `${name}: the service did not answer.`, { cause: error });
      throw new Error(`${name}: the service did not answer, so the outcome is unknown.`, { cause: error });
    }
  }

  async function read(response: Response): Promise<ToolResult> {
    const { status } = response;
    if (repeatable && (status === 429 || status >= 500)) {
      await response.body?.cancel();
      const failure = `${name}: the service answered ${status}.`;
      if (sideEffects && status !== 429) throw new Error(failure);
      const retryAfterMs = retryAfter(response.headers.get("retry-after"));
      throw new RetryableError("endpoint-failed", failure, { retryAfterMs });
    }
    const text = await readBounded(response, maxResponseBytes);
    if (!response.ok) {
      const details = text?.slice(0, maxErrorCharacters);
      const content = { error: `The service answered ${status}.`, status, ...(details ? { details } : {}) };
      return status >= 500 ? { content, broke: true } : { content };
    }
    if (text === undefined)
      return { content: { status, error: "The call succeeded, but the answer is over 256 KB and was not read." } };
    // Some services do not answer in JSON. The model can read plain text too.
    const data = jsonOf(text) ?? text;
    const source = typeof data === "string" ? data : JSON.stringify(data);
    return {
      content: { status, data },
      sources: [{ id: `tool:${name}`, title: titleOf(name), text: source.slice(0, maxSourceCharacters) }],
    };
  }

  return {
    name,
    description: given.description ?? describe(name, sideEffects),
    parameters,
    sideEffects,
    reconcile: repeatable ? "repeat" : "ask",
    execute,
  };
}

const refusedToken: ToolResult = { content: { error: "The service answered 401.", status: 401 } };

function describe(name: string, sideEffects: boolean): string {
  return sideEffects
    ? `${titleOf(name)}. This changes something: make sure the customer wants it and confirmed the details first.`
    : `${titleOf(name)}. This only looks something up.`;
}

function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : `${value}`;
}

/** Seconds or a date (RFC 9110, section 10.2.3); undefined for anything else. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
