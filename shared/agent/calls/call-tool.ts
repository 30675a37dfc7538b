import { createHash } from "node:crypto";
import type { Source } from "../../knowledge/source.ts";
import { unlessAborted, withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { canonicalJson } from "../../schema/canonical-json.ts";
import { compareAgreed, previewOf } from "../../tools/agreement.ts";
import type { Identity } from "../../tools/identity.ts";
import type { Tool, ToolCallContext, ToolResult } from "../../tools/tool.ts";
import { describeIssues } from "../../tools/tool-parameters.ts";
import type { AgentPorts, ToolCallRecord } from "../agent.ts";
import { judgeMessage } from "../guard/judge-message.ts";
import type { CallPart, Progress } from "../progress.ts";
import type { AskedCall, GrantedCall } from "./asked-call.ts";

/** The outcome of one call. `content` is for the model. */
export interface ToolCallOutcome {
  readonly record: ToolCallRecord;
  readonly content: unknown;
  readonly sources: readonly Source[];
  /** Who the customer proved to be by this call. */
  readonly identity?: Identity | undefined;
  /** True when the tool itself failed; false when the model made an invalid call. */
  readonly broke?: boolean;
  /** The number of a ticket that cannot wait for its turn. */
  readonly urgentTicket?: string | undefined;
  /** Set when the call has not run, because somebody must agree to it first. */
  readonly asks?: AskedCall;
  /** Set when it is unknown whether a side effect happened. */
  readonly unknown?: TerminalError;
}

interface Request {
  readonly call: CallPart;
  readonly id: string;
  /** Number of identical calls before this one in the turn. */
  readonly ordinal: number;
  /** The calls of this turn before this one. */
  readonly before: readonly ToolCallRecord[];
  readonly progress: Progress;
  context(): Readonly<Record<string, string>>;
  setContext(key: string, value: string): void;
  readonly identity: Identity;
  /** The call to which somebody has agreed. Any other call asks again. */
  readonly granted?: GrantedCall | undefined;
  readonly ports: AgentPorts;
}

const limits = { toolMs: 20_000, resultCharacters: 8_000, errorCharacters: 500 };

/**
 * Makes one call. An unknown tool, invalid arguments and a failed tool become results that the model reads, not errors.
 * @throws RetryableError `turn-aborted` when the turn's signal aborts
 */
export async function callTool(request: Request): Promise<ToolCallOutcome> {
  const { call, ports } = request;
  const tool = request.progress.tools.get(call.name);
  const startedAt = performance.now();
  let wasCalled = false;
  let asks: AskedCall | undefined;
  ports.emit?.({ type: "tool", name: call.name, status: "started" });
  const record = (status: "completed" | "failed", error: string | null, result: unknown): ToolCallRecord => {
    const durationMs = Math.round(performance.now() - startedAt);
    const waits = asks === undefined ? {} : { waitsFor: asks.who };
    ports.emit?.({ type: "tool", name: call.name, status, durationMs, ...waits });
    const cost = wasCalled && tool?.cost !== undefined ? { cost: tool.cost } : {};
    return { id: request.id, name: call.name, arguments: call.args, result, status, error, durationMs, ...cost };
  };
  const failure = (error: string): ToolCallOutcome => ({
    record: record("failed", error, null),
    content: { error },
    sources: [],
  });

  if (!tool)
    return failure(`There is no tool "${call.name}". Tools: ${[...request.progress.tools.keys()].join(", ")}.`);
  const args = tool.parameters.parse(call.args);
  if (!args.ok)
    return failure(`The arguments are invalid: ${describeIssues(args.issues)}`.slice(0, limits.errorCharacters));
  try {
    asks = await askedCall(tool, args.value, request);
    if (asks) return { ...failure(asks.who === "customer" ? waitsForCustomer : waitsForColleague), asks };
    wasCalled = true;
    const {
      content,
      sources = [],
      identity,
      broke = false,
      urgentTicket,
    } = await (tool.sideEffects ? once(tool, args.value, request) : execute(tool, args.value, request, request.id));
    const bounded = boundedContent(content);
    return { record: record("completed", null, bounded), content: bounded, sources, identity, broke, urgentTicket };
  } catch (error) {
    wasCalled &&= !(error instanceof TerminalError) || error.code === "effect-outcome-unknown";
    if (error instanceof TerminalError && error.code === "effect-outcome-unknown")
      return { ...failure(error.message), unknown: error };
    if (error instanceof TerminalError && error.code === "operation-refused") {
      const content = { error: error.message };
      return { record: record("completed", null, content), content, sources: [] };
    }
    if (ports.signal.aborted)
      throw new RetryableError("turn-aborted", "The turn was aborted during a tool call.", { cause: error });
    ports.log.warn({ err: error, tool: call.name }, "a tool failed");
    return { ...failure(failureText(error)), broke: true };
  }
}

const waitsForCustomer = "Not done yet: it waits for the customer's yes to what they are shown.";
const waitsForColleague = "Not done yet: it waits for a colleague's approval.";

/** Largest arguments, as JSON, that a conversation keeps while they wait. */
const mostArgumentBytes = 16_000;

/** The call as somebody must agree to it. Undefined when nobody must, or when they have agreed to exactly this. */
async function askedCall(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  request: Request,
): Promise<AskedCall | undefined> {
  const { confirm, approve } = tool;
  if (confirm === undefined && approve === undefined) return undefined;
  if (Buffer.byteLength(canonicalJson(args)) > mostArgumentBytes)
    throw new TerminalError("arguments-too-large", "There is too much in one request for somebody to agree to.");
  const { granted, ports } = request;
  const id = keyOf(tool, args, request);
  const show = () =>
    withDeadline(limits.toolMs, ports.signal, (signal) =>
      unlessAborted(signal, () => previewOf(tool, args, contextOf(request, id, signal))),
    );
  const own = granted?.id === id ? granted : undefined;
  const { preview, isSame } = own
    ? await compareAgreed(own, show, ports.marks)
    : { preview: await show(), isSame: false };
  const agreed = isSame ? own?.who : undefined;
  const asked = { id, tool: tool.name, arguments: args, preview, role: approve ?? null, identity: request.identity };
  if (confirm === "customer" && agreed === undefined) return { ...asked, who: "customer" };
  // After the customer's yes, a colleague's is still needed.
  const needsColleague = (confirm === "operator" || approve !== undefined) && agreed !== "operator";
  return needsColleague ? { ...asked, who: "operator" } : undefined;
}

/** The product's own errors are written for readers. Any other error's message is withheld. */
function failureText(error: unknown): string {
  const isOwnError = error instanceof TerminalError || error instanceof RetryableError;
  return (isOwnError ? `The tool failed: ${error.message}` : "The tool failed.").slice(0, limits.errorCharacters);
}

/** Stored in the ledger, so that a repeat after a crash changes the context as the first run did. */
interface Recorded {
  readonly result: ToolResult;
  readonly context: readonly (readonly [string, string])[];
}

/**
 * Runs a side effect through the ledger. After an interruption, a side effect whose provider honours keys is retried
 * once, under the same key. If the model made the call again instead, the new call would have another key and the side
 * effect might happen twice.
 */
async function once(tool: Tool, args: Readonly<Record<string, unknown>>, request: Request): Promise<ToolResult> {
  const { ports } = request;
  const key = keyOf(tool, args, request);
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
        `It is unknown whether "${tool.name}" took effect: it was interrupted twice.`,
        {
          cause: again,
        },
      );
    });
  });
  for (const [name, value] of recorded.context) request.setContext(name, value);
  return recorded.result;
}

function keyOf(tool: Tool, args: Readonly<Record<string, unknown>>, { granted, progress, ordinal }: Request): string {
  return granted?.id ?? effectKey(progress.turn.turnId, tool.name, args, ordinal);
}

/** The key of a side effect. The same call of the same turn has the same key in every run of the turn. */
function effectKey(turnId: string, tool: string, args: unknown, ordinal: number): string {
  return createHash("sha256")
    .update(canonicalJson([turnId, tool, args, ordinal]))
    .digest("hex");
}

/** Runs a tool until its deadline. A tool that ignores its signal is abandoned. */
async function execute(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  request: Request,
  idempotencyKey: string,
): Promise<ToolResult> {
  return withDeadline(limits.toolMs, request.ports.signal, (signal) =>
    unlessAborted(signal, () => tool.execute(args, contextOf(request, idempotencyKey, signal))),
  );
}

function contextOf(request: Request, idempotencyKey: string, signal: AbortSignal): ToolCallContext {
  const { turn } = request.progress;
  return {
    tenantId: turn.tenantId,
    conversationId: turn.conversationId,
    customer: turn.customer,
    channel: turn.channel,
    identity: request.identity,
    attachments: turn.inbound.flatMap(({ attachments }) => attachments),
    context: request.context(),
    setContext: request.setContext,
    judge: (text, template) => judgeMessage({ ...request.progress, toolCalls: request.before }, text, template),
    idempotencyKey,
    now: turn.now,
    signal,
  };
}

/** The result for the model and the turn's record. A large result is truncated and marked. */
function boundedContent(content: unknown): unknown {
  const json = JSON.stringify(content) ?? "null";
  if (json.length <= limits.resultCharacters) return content ?? null;
  return {
    cut: `${json.length} characters; the first ${limits.resultCharacters} follow`,
    text: json.slice(0, limits.resultCharacters),
  };
}
