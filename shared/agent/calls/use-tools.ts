import { canonicalJson } from "../../schema/canonical-json.ts";
import type { AgentPorts, ToolCallRecord } from "../agent.ts";
import { requireKnownContacts } from "../guard/noted-contacts.ts";
import { askTurn, type CallPart, escalateTurn, type Progress } from "../progress.ts";
import {
  type Escalation,
  escalationFor,
  escalationForToolFailure,
  escalationForUrgentTicket,
  handoffReasons,
} from "../signals/escalation.ts";
import { inToolSpan } from "../tracing/spans.ts";
import { requestHandoffName, withContext } from "./built-in-tools.ts";
import { callTool, type ToolCallOutcome } from "./call-tool.ts";

/**
 * Makes the calls that the model requested, within the tenant's limit, and passes the results to the model. Adjacent
 * read-only calls run concurrently. A call with side effects runs alone, in order. A `request_handoff` call or a side
 * effect of unknown outcome escalates the turn to a person.
 */
export async function useTools(progress: Progress, ports: AgentPorts): Promise<Progress> {
  const { turn, pending } = progress;
  const allowed = turn.config.guardrails.max_tool_calls_per_turn - progress.toolCalls.length;
  if (pending.slice(0, allowed).some((call) => changesSomething(call, progress)) && !isReplaying(progress, ports))
    await ports.saveReplies(progress.replies);
  let { context, identity } = progress;
  const outcomes: { call: CallPart; outcome: ToolCallOutcome }[] = [];
  for (const group of groupsOf(pending.slice(0, allowed), progress)) {
    const before = [...progress.toolCalls, ...outcomes.map(({ outcome }) => outcome.record)];
    const results = await Promise.all(
      group.map(async (call, at) => {
        const id = `${turn.turnId}-${before.length + at + 1}`;
        const request = {
          call,
          id,
          ordinal: ordinalOf(call, before),
          before,
          progress,
          context: () => context,
          setContext(key: string, value: string) {
            requireKnownContacts(value, { ...progress, toolCalls: before });
            context = withContext(context, key, value);
          },
          identity,
          ports,
        };
        return { call, outcome: await inToolSpan(progress.tools.get(call.name), id, () => callTool(request)) };
      }),
    );
    outcomes.push(...results);
    identity = results.findLast(({ outcome }) => outcome.identity)?.outcome.identity ?? identity;
    if (results.some(({ outcome: { unknown, asks } }) => unknown ?? asks)) break;
  }

  const records = outcomes.map(({ outcome }) => outcome.record);
  const afterCalls: Progress = {
    ...progress,
    context,
    identity,
    pending: [],
    toolCalls: [...progress.toolCalls, ...records],
    sources: [...progress.sources, ...outcomes.flatMap(({ outcome }) => outcome.sources)],
  };
  const escalation = escalationOf(outcomes, afterCalls, ports);
  if (escalation) return escalateTurn(afterCalls, escalation, ports);
  const asks = outcomes.find(({ outcome }) => outcome.asks)?.outcome.asks;
  if (asks) return askTurn(afterCalls, asks, ports);
  const skipped = pending.slice(allowed).map((call) => ({ call, content: limitReached }));
  const parts = [...outcomes.map(({ call, outcome }) => ({ call, content: outcome.content })), ...skipped].map(
    ({ call: { id, name }, content }) => ({ type: "result" as const, id, name, content }),
  );
  return { ...afterCalls, messages: [...progress.messages, { role: "user", parts }] };
}

const limitReached = { error: "Not called: no more tools may be used for this message. Answer with what you have." };

/** A side effect of unknown outcome, an urgent ticket or the model's request escalates the turn to a person. */
function escalationOf(
  outcomes: readonly { readonly outcome: ToolCallOutcome }[],
  progress: Progress,
  ports: AgentPorts,
): Escalation | undefined {
  const { config, signals } = progress.turn;
  const unknown = outcomes.find(({ outcome }) => outcome.unknown)?.outcome.unknown;
  if (unknown) {
    ports.log.error({ err: unknown }, "a tool's outcome is unknown; the turn is escalated");
    return escalationFor(config, signals, "system_error");
  }
  const urgent = outcomes.find(({ outcome }) => outcome.urgentTicket)?.outcome.urgentTicket;
  if (urgent !== undefined) return escalationForUrgentTicket(config, signals, urgent);
  const reason = handoffOf(outcomes.map(({ outcome }) => outcome.record));
  if (reason === undefined)
    return outcomes.some(({ outcome }) => outcome.broke) ? escalationForToolFailure(config, signals) : undefined;
  const escalation = escalationFor(config, signals, reason);
  // The model's own text is enough, except in a medical case, which must name the emergency number.
  return progress.said === "" || reason === "medical_complexity_high" ? escalation : { ...escalation, text: "" };
}

function changesSomething(call: CallPart, { tools }: Pick<Progress, "tools">): boolean {
  return tools.get(call.name)?.sideEffects === true;
}

/** True while the turn only replays the saved replies of an earlier run. */
function isReplaying(progress: Progress, ports: AgentPorts): boolean {
  return progress.replies.length <= ports.savedReplies.length;
}

/** Groups of calls, in order. The calls of one group may run concurrently. */
function groupsOf(calls: readonly CallPart[], { tools }: Progress): readonly CallPart[][] {
  const groups: { calls: CallPart[]; open: boolean }[] = [];
  for (const call of calls) {
    const reads = !changesSomething(call, { tools });
    const last = groups.at(-1);
    if (reads && last?.open) last.calls.push(call);
    else groups.push({ calls: [call], open: reads });
  }
  return groups.map((group) => group.calls);
}

/** Number of identical earlier calls in this turn. */
function ordinalOf(call: CallPart, before: readonly ToolCallRecord[]): number {
  const args = canonicalJson(call.args);
  return before.filter(({ name, arguments: given }) => name === call.name && canonicalJson(given) === args).length;
}

function handoffOf(records: readonly ToolCallRecord[]): (typeof handoffReasons)[number] | undefined {
  const call = records.find(({ name, status }) => name === requestHandoffName && status === "completed");
  return call && handoffReasons.find((reason) => reason === call.arguments.reason);
}
