import type { ServerResponse } from "node:http";

/** A request to a trap. `path` begins below the trap: `/` is its first page. */
export interface TrapRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly cookie: string;
  /** Where the trap answers, without a slash at its end. */
  readonly own: string;
  /** A server inside the network: a crawler must never ask it. */
  readonly inside: string;
  readonly response: ServerResponse;
  /** Counts bytes that a trap writes itself. */
  sent(bytes: number): void;
}

/** Undefined: the trap has written the answer itself. */
export type TrapAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  | undefined;

/** What a crawler does in a trap that does not catch it. Tests hold the genuine one to it. */
export interface TrapExpectation {
  /** How the crawl ends. Default: `finished`. */
  readonly stoppedBy?: string;
  /** A problem that the run names, by its code. */
  readonly problem?: string;
  /** Paths that are asked. */
  readonly asks?: readonly string[];
  /** Paths that are never asked. */
  readonly never?: RegExp;
  readonly mostRequests?: number;
  /** Stored pages, at most. */
  readonly mostPages?: number;
  readonly mostBytes?: number;
  /** Between two requests as the site sees them. */
  readonly leastGapMs?: number;
  /** Facts of the report. */
  readonly facts?: readonly (readonly [kind: string, value: unknown])[];
  /** Values that no fact has. */
  readonly noValues?: readonly unknown[];
  /** Kinds of the report's contradictions, all of them. Default: none. */
  readonly contradictions?: readonly string[];
}

export interface Trap {
  readonly name: string;
  /** What must happen, for a person. */
  readonly must: string;
  /** It has an origin of its own, with its own robots.txt. The others are folders of the main site. */
  readonly hasOwnOrigin?: true;
  /** Where the crawl begins. Default: the trap's first page. */
  start?(at: Pick<TrapRequest, "own" | "inside">): string;
  readonly expects: TrapExpectation;
  answer(request: TrapRequest): TrapAnswer;
}

export const notFound: TrapAnswer = { status: 404, body: "There is no such page." };

/** A page in HTML. */
export function page(body: string, parts: { readonly head?: string; readonly lang?: string } = {}): TrapAnswer {
  const { head = "", lang = "en" } = parts;
  return {
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html lang="${lang}"><head><title>Trap House</title>${head}</head><body>${body}</body></html>`,
  };
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): TrapAnswer {
  return { status: 302, headers: { ...headers, location } };
}

/** Answers by path. A path that is not named does not exist. */
export function site(pages: Readonly<Record<string, TrapAnswer | ((request: TrapRequest) => TrapAnswer)>>) {
  return (request: TrapRequest): TrapAnswer => {
    if (!Object.hasOwn(pages, request.path)) return notFound;
    const found = pages[request.path];
    return typeof found === "function" ? found(request) : found;
  };
}
