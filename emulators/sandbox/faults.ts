import { isObject } from "../json.ts";

/** A fault for the next `times` matching calls. `delayMs` alone applies the effect at once and answers late. */
export interface Fault {
  readonly provider: string;
  /** A substring of "METHOD /path?query" or of the body. */
  readonly match?: string;
  readonly status?: number;
  readonly delayMs?: number;
  readonly times: number;
  /** `before`: the connection breaks without effect. `after`: the connection breaks after the effect. */
  readonly drop?: "before" | "after";
  /** Sent with `status` instead of the provider's own error body. */
  readonly body?: unknown;
  readonly retryAfter?: number | string;
}

export interface Faults {
  add(fault: Fault): void;
  /** Consumes one use of the first matching fault. */
  take(provider: string, line: string, rawBody: string): Fault | undefined;
  count(): number;
  clear(): void;
}

export function faultQueue(): Faults {
  let queue: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      queue.push({ fault, left: fault.times });
    },
    take(provider, line, rawBody) {
      const found = queue.find(({ fault }) => {
        if (fault.provider !== provider) return false;
        return fault.match === undefined || line.includes(fault.match) || rawBody.includes(fault.match);
      });
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) queue = queue.filter((entry) => entry !== found);
      return found.fault;
    },
    count: () => queue.length,
    clear() {
      queue = [];
    },
  };
}

/** Parses the fault of a control call, or returns an error message. */
export function parseFault(body: unknown, providers: readonly string[]): Fault | string {
  if (!isObject(body)) return "The body must be a JSON object.";
  const { provider, match, status, delayMs, drop, retryAfter, times = 1 } = body;
  if (typeof provider !== "string" || !providers.includes(provider)) {
    return `provider must be one of ${providers.join(", ")}.`;
  }
  if (match !== undefined && typeof match !== "string") return "match must be a text.";
  if (!isWhole(times, 1)) return "times must be a whole number above 0.";
  if (status !== undefined && !isWhole(status, 100, 599)) return "status must be an HTTP status, 100 to 599.";
  if (delayMs !== undefined && !isWhole(delayMs, 0)) return "delayMs must be a whole number of milliseconds.";
  if (drop !== undefined && drop !== "before" && drop !== "after") return 'drop must be "before" or "after".';
  if (retryAfter !== undefined && typeof retryAfter !== "number" && typeof retryAfter !== "string") {
    return "retryAfter must be seconds or an HTTP date.";
  }
  if (status === undefined && delayMs === undefined && drop === undefined) {
    return "A fault needs status, delayMs or drop.";
  }
  return {
    provider,
    times,
    ...(match === undefined ? {} : { match }),
    ...(status === undefined ? {} : { status }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(drop === undefined ? {} : { drop }),
    ...(body.body === undefined ? {} : { body: body.body }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function isWhole(value: unknown, minimum: number, maximum = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
}
