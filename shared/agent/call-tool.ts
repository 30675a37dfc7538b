import { createHash } from "node:crypto";
import type { Source } from "../knowledge/source.ts";
import { unlessAborted, withDeadline } from "../runtime/deadline.ts";
import { RetryableError, TerminalError } from "../runtime/errors.ts";
import type { Tool, ToolResult } from "../tools/tool.ts";
import { describeIssues } from "../tools/tool-parameters.ts";
import type { AgentPorts, ToolCallRecord } from "./agent.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { CallPart, Progress } from "./progress.ts";

/** What came of one call. `content` is for the model. */
export interface Called {
  readonly record: ToolCallRecord;
  readonly content: unknown;
  readonly sources: readonly Source[];
  /** True when the tool itself failed; false for a call the model got wrong. */
  readonly broke?: boolean;
  /** Set when nobody knows whether a side effect happened. */
  readonly unknown?: TerminalError;
}

interface Request {
  readonly call: CallPart;
  readonly id: string;
  /** Identical calls before this one in the turn. */
  readonly ordinal: number;
  readonly progress: Progress;
  context(): Readonly<Record<string, string>>;
  setContext(key: string, value: string): void;
  readonly ports: AgentPorts;
}

const limits = { toolMs: 20_000, resultCharacters: 8_000, errorCharacters: 500 };

/**
 * Makes one call. A tool that does not exist, arguments that do not fit and a tool that fails are results the model
 * reads, not errors.
 * @throws RetryableError `turn-aborted` when the turn's signal aborts
 */
export async function callTool(request: Request): Promise<Called> {
  const { call, ports } = request;
  const tool = request.progress.tools.get(call.name);
  const startedAt = performance.now();
  ports.emit?.({ type: "tool", name: call.name, status: "started" });
  const ended = (status: "completed" | "failed", error: string | null, result: unknown): ToolCallRecord => {
    const durationMs = Math.round(performance.now() - startedAt);
    ports.emit?.({ type: "tool", name: call.name, status, durationMs });
    return { id: request.id, name: call.name, arguments: call.args, result, status, error, durationMs };
  };
  const failed = (error: string): Called => ({ record: ended("failed", error, null), content: { error }, sources: [] });

  if (!tool) return failed(`There is no tool "${call.name}". Tools: ${[...request.progress.tools.keys()].join(", ")}.`);
  const args = tool.parameters.parse(call.args);
  if (!args.ok)
    return failed(`The arguments do not fit: ${describeIssues(args.issues)}`.slice(0, limits.errorCharacters));
  try {
    const {
      content,
      sources = [],
      broke = false,
    } = await (tool.sideEffects ? once(tool, args.value, request) : execute(tool, args.value, request, request.id));
    const shown = boundedContent(content);
    return { record: ended("completed", null, shown), content: shown, sources, broke };
  } catch (error) {
    if (error instanceof TerminalError && error.code === "effect-outcome-unknown")
      return { ...failed(error.message), unknown: error };
    if (ports.signal.aborted)
      throw new RetryableError("turn-aborted", "The turn was ended during a tool call.", { cause: error });
    ports.log.warn({ err: error, tool: call.name }, "a tool failed");
    return { ...failed(failureText(error)), broke: true };
  }
}

/** Our own errors are written to be read; of anything else only the fact is told. */
function failureText(error: unknown): string {
  const known = error instanceof TerminalError || error instanceof RetryableError;
  return (known ? `It did not work: ${error.message}` : "It did not work.").slice(0, limits.errorCharacters);
}

/** Kept in the ledger: a repeat after a crash changes the context as the first run did. */
interface Recorded {
  readonly result: ToolResult;
  readonly context: readonly (readonly [string, string])[];
}

/**
 * Runs a side effect through the ledger. One whose provider honours keys is tried again at once, under its own key,
 * when it broke off: the same call made anew by the model would have another key and might happen twice.
 */
async function once(tool: Tool, args: Readonly<Record<string, unknown>>, request: Request): Promise<ToolResult> {
  const { ports, progress } = request;
  const key = effectKey(progress.turn.turnId, tool.name, args, request.ordinal);
  let changed: [string, string][] = [];
  const attempt = () =>
    ports.effect<Recorded>(
      key,
      async (idempotencyKey) => {
        changed = [];
        const recording = { ...request, setContext: (name: string, value: string) => void changed.push([name, value]) };
        return { result: await execute(tool, args, recording, idempotencyKey), context: changed };
      },
      { policy: tool.reconcile },
    );
  const recorded = await attempt().catch((error: unknown) => {
    if (error instanceof TerminalError || error instanceof RetryableError || ports.signal.aborted) throw error;
    return attempt().catch((again: unknown) => {
      if (again instanceof TerminalError || again instanceof RetryableError || ports.signal.aborted) throw again;
      throw new TerminalError(
        "effect-outcome-unknown",
        `Whether "${tool.name}" was done is not known: it broke off twice.`,
        {
          cause: again,
        },
      );
    });
  });
  for (const [name, value] of recorded.context) request.setContext(name, value);
  return recorded.result;
}

/** Names a side effect: the same call of the same turn has the same key however often the turn is run. */
function effectKey(turnId: string, tool: string, args: unknown, ordinal: number): string {
  return createHash("sha256")
    .update(canonicalJson([turnId, tool, args, ordinal]))
    .digest("hex");
}

/** A tool that does not heed its signal is left behind when its time is up. */
async function execute(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  request: Request,
  idempotencyKey: string,
): Promise<ToolResult> {
  const { turn } = request.progress;
  return withDeadline(limits.toolMs, request.ports.signal, (signal) =>
    unlessAborted(signal, () =>
      tool.execute(args, {
        tenantId: turn.tenantId,
        conversationId: turn.conversationId,
        customer: turn.customer,
        channel: turn.channel,
        attachments: turn.inbound.flatMap(({ attachments }) => attachments),
        context: request.context(),
        setContext: request.setContext,
        idempotencyKey,
        now: turn.now,
        signal,
      }),
    ),
  );
}

/** A result as the model and the turn's record get it: a huge one is cut, and says so. */
function boundedContent(content: unknown): unknown {
  const json = JSON.stringify(content) ?? "null";
  if (json.length <= limits.resultCharacters) return content ?? null;
  return {
    cut: `${json.length} characters, of which the first ${limits.resultCharacters} follow`,
    text: json.slice(0, limits.resultCharacters),
  };
}
