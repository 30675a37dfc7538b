import { TerminalError } from "../runtime/failures/errors.ts";
import type { Tool } from "./tool.ts";

/** Creates the tools of one entry of the configuration. `name` is the tenant's name for the entry. */
export interface ToolMaker {
  readonly name: string;
  make(): Promise<readonly Tool[]>;
}

/** An entry of the configuration whose tools are unavailable at the moment, or one of its tools. */
export interface UnavailableTool {
  readonly name: string;
  readonly error: unknown;
}

/** The tools that a turn may use. */
export interface AvailableTools {
  readonly tools: readonly Tool[];
  readonly unavailable: readonly UnavailableTool[];
}

export interface ToolSet {
  /** Never rejects: an entry that fails is in `unavailable`, and the others are in `tools`. */
  current(): Promise<AvailableTools>;
}

/** Maximum time that a turn waits for an entry's tools. Later tools are available to later turns. */
const defaultWaitMs = 5_000;

/**
 * The tools of one configuration. Each entry's tools are created once; after a failure, the next turn tries again. When
 * two entries create a tool of the same name, the later entry is unavailable and its error names both.
 */
export function toolSet(makers: readonly ToolMaker[], waitMs = defaultWaitMs): ToolSet {
  const pending = new Map<ToolMaker, Promise<readonly Tool[]>>();
  let complete: readonly Tool[] | undefined;

  function make(maker: ToolMaker): Promise<readonly Tool[]> {
    const before = pending.get(maker);
    if (before) return before;
    // The promise turns a synchronous throw into a failed entry, so that the turn does not fail.
    const making = Promise.resolve().then(() => maker.make());
    pending.set(maker, making);
    making.catch(() => pending.delete(maker));
    return making;
  }

  return {
    async current() {
      if (complete) return withoutWithheld(complete, []);
      const results = await Promise.allSettled(makers.map((maker) => inTime(make(maker), maker.name, waitMs)));
      const tools = new Map<string, { readonly tool: Tool; readonly by: string }>();
      const unavailable: UnavailableTool[] = [];
      for (const [index, { name: by }] of makers.entries()) {
        const result = results[index];
        const error = result?.status === "fulfilled" ? nameTaken(by, result.value, tools) : result?.reason;
        if (error !== undefined) unavailable.push({ name: by, error });
        else if (result?.status === "fulfilled") for (const tool of result.value) tools.set(tool.name, { tool, by });
      }
      const created = [...tools.values()].map(({ tool }) => tool);
      if (unavailable.length === 0) complete = created;
      return withoutWithheld(created, unavailable);
    },
  };
}

function withoutWithheld(tools: readonly Tool[], unavailable: readonly UnavailableTool[]): AvailableTools {
  const withheld = tools.flatMap((tool) => {
    const error = tool.withheld?.();
    return error === undefined ? [] : [{ name: tool.name, error }];
  });
  if (withheld.length === 0) return { tools, unavailable };
  const names = new Set(withheld.map(({ name }) => name));
  return { tools: tools.filter(({ name }) => !names.has(name)), unavailable: [...unavailable, ...withheld] };
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
        `"${other}" and "${by}" both create a tool named "${name}". Give one of them another name.`,
      );
    names.add(name);
  }
  return undefined;
}

async function inTime<R>(making: Promise<R>, name: string, waitMs: number): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`"${name}" did not list its tools within ${waitMs} ms.`)), waitMs);
  });
  try {
    return await Promise.race([making, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
