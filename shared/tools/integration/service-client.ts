import type { z } from "zod";
import { readBounded } from "../../outbound/bounded-body.ts";
import { type OutboundRequest, wasNeverSent } from "../../outbound/outbound-request.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { jsonOf } from "../../schema/json-of.ts";
import type { Authorise } from "../http/authorise.ts";

const usualAnswerBytes = 1024 * 1024;
const maxReasonCharacters = 300;

export interface ServiceRequest<T> {
  readonly tenantId: TenantId;
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly path: string;
  readonly body?: unknown;
  /** What of the answer is used. The rest is ignored. */
  readonly answer: z.ZodType<T>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A repeat has no second effect. Always so for GET. */
  readonly repeatable?: boolean;
  readonly signal: AbortSignal;
}

/** An answer of the service that says no. `status` decides what that means to the caller. */
export class ServiceRefusal extends TerminalError {
  readonly status: number;
  readonly body: unknown;

  constructor(service: string, status: number, body: unknown) {
    super(`${service}-refused`, `${service} refused the call (${status}).${reasonIn(body)}`);
    this.status = status;
    this.body = body;
  }
}

export type ServiceClient = <T>(request: ServiceRequest<T>) => Promise<T>;

/**
 * Calls one outside service with JSON. A token that the service refuses is renewed once.
 * @throws ServiceRefusal on 3xx and 4xx; TerminalError `NAME-answer-unknown` for HTML, a large body or another schema;
 * RetryableError `NAME-unavailable` when nothing was done, or a repeat does no harm; Error where the outcome is unknown
 */
export function serviceClient(service: {
  readonly name: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly authorise: Authorise;
  readonly outbound: OutboundRequest;
  /** Default: 1 MiB. */
  readonly maxAnswerBytes?: number;
  /** Whether a refusal tells that the rate is limited, where the service does not say so by 429. */
  isLimited?(status: number, body: unknown): boolean;
}): ServiceClient {
  const { name, authorise, outbound } = service;

  return async (request) => {
    const first = await once(request);
    const { status, text } = first.status === 401 && authorise.renew(request.tenantId) ? await once(request) : first;
    const isSafe = request.method === "GET" || request.repeatable === true;
    const body = text === undefined ? undefined : jsonOf(text);
    if (status === 429 || service.isLimited?.(status, body) || (status >= 500 && isSafe))
      throw new RetryableError(`${name}-unavailable`, `${name} answered ${status}.`, {
        retryAfterMs: first.retryAfterMs,
      });
    if (status >= 500) throw new Error(`${name} answered ${status}, so the outcome is unknown.`);
    if (status < 200 || status >= 300) throw new ServiceRefusal(name, status, body);
    const parsed = request.answer.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new TerminalError(`${name}-answer-unknown`, `${name} answered in a form that is not that of its API.`);
  };

  async function once<T>({ tenantId, method, path, body, headers: more, signal, repeatable }: ServiceRequest<T>) {
    const headers = new Headers({ accept: "application/json", ...more });
    if (body !== undefined) headers.set("content-type", "application/json");
    await authorise(tenantId, headers, signal);
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await withDeadline(service.timeoutMs, signal, async (limited) => {
        const url = new URL(`${service.baseUrl.replace(/\/$/, "")}${path}`);
        const response = await outbound(url, { method, headers, signal: limited, ...content });
        const seconds = Number(response.headers.get("retry-after"));
        return {
          status: response.status,
          text: await readBounded(response, service.maxAnswerBytes ?? usualAnswerBytes),
          retryAfterMs: seconds > 0 ? seconds * 1_000 : undefined,
        };
      });
    } catch (cause) {
      if (cause instanceof TerminalError || cause instanceof RetryableError) throw cause;
      if (method === "GET" || repeatable || wasNeverSent(cause))
        throw new RetryableError(`${name}-unavailable`, `${name} did not answer.`, { cause });
      throw new Error(`${name} did not answer, so the outcome is unknown.`, { cause });
    }
  }
}

function reasonIn(body: unknown): string {
  if (typeof body !== "object" || body === null || !("message" in body)) return "";
  return ` It says: ${String(body.message).replace(/\s+/g, " ").slice(0, maxReasonCharacters)}`;
}
