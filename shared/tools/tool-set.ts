import { TerminalError } from "../runtime/errors.ts";
import type { Tool } from "./tool.ts";

/** What one entry of the configuration makes: under `name`, as the tenant called it. */
export interface ToolMaker {
  readonly name: string;
  make(): Promise<readonly Tool[]>;
}

/** An entry of the configuration that makes no tool for now. */
export interface UnavailableTool {
  readonly name: string;
  readonly error: unknown;
}

/** What a turn may use. */
export interface AvailableTools {
  readonly tools: readonly Tool[];
  readonly unavailable: readonly UnavailableTool[];
}

export interface ToolSet {
  /** Never rejects: an entry that fails is in `unavailable`, and the others are in `tools`. */
  current(): Promise<AvailableTools>;
}

/** A turn waits this long for an entry's tools. What comes later is there for a later turn. */
const patienceMs = 5_000;

/**
 * The tools of one configuration. Each entry is made once and kept; one that failed is made again for the next turn.
 * Of two entries that make a tool of the same name, the later one is unavailable, and its error names both.
 */
export function toolSet(makers: readonly ToolMaker[], waitMs = patienceMs): ToolSet {
  const made = new Map<ToolMaker, Promise<readonly Tool[]>>();
  let complete: AvailableTools | undefined;

  function make(maker: ToolMaker): Promise<readonly Tool[]> {
    const before = made.get(maker);
    if (before) return before;
    // Within a promise, so that a maker that throws at once is a failed entry and no failed turn.
    const making = Promise.resolve().then(() => maker.make());
    made.set(maker, making);
    making.catch(() => made.delete(maker));
    return making;
  }

  return {
    async current() {
      if (complete) return complete;
      const results = await Promise.allSettled(makers.map((maker) => inTime(make(maker), maker.name, waitMs)));
      const tools = new Map<string, { readonly tool: Tool; readonly by: string }>();
      const unavailable: UnavailableTool[] = [];
      for (const [index, { name: by }] of makers.entries()) {
        const result = results[index];
        const error = result?.status === "fulfilled" ? nameTaken(by, result.value, tools) : result?.reason;
        if (error !== undefined) unavailable.push({ name: by, error });
        else if (result?.status === "fulfilled") for (const tool of result.value) tools.set(tool.name, { tool, by });
      }
      const available = { tools: [...tools.values()].map(({ tool }) => tool), unavailable };
      if (unavailable.length === 0) complete = available;
      return available;
    },
  };
}

function nameTaken(
  by: string,
  made: readonly Tool[],
  before: ReadonlyMap<string, { readonly by: string }>,
): TerminalError | undefined {
  const names = new Set<string>();
  for (const { name } of made) {
    const other = before.get(name)?.by ?? (names.has(name) ? by : undefined);
    if (other !== undefined)
      return new TerminalError(
        "tool-name-taken",
        `"${other}" and "${by}" both make a tool named "${name}": give one of them another name.`,
      );
    names.add(name);
  }
  return undefined;
}

async function inTime<R>(making: Promise<R>, name: string, waitMs: number): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`"${name}" did not say within ${waitMs} ms which tools it has.`)),
      waitMs,
    );
  });
  try {
    return await Promise.race([making, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
