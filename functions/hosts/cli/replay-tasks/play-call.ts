import type { AgentOutcome, AgentPorts, AgentTurn } from "../../../../shared/agent/agent.ts";
import { builtInTools } from "../../../../shared/agent/calls/built-in-tools.ts";
import { createAgent } from "../../../../shared/agent/graph.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Knowledge } from "../../../../shared/knowledge/knowledge.ts";
import type { ModelPart, Models } from "../../../../shared/models/model.ts";
import { isRecord } from "../../../../shared/schema/records.ts";
import type { Cell } from "../../../../shared/tables/cell.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import type { Identity } from "../../../../shared/tools/identity.ts";
import type { Tool } from "../../../../shared/tools/tool.ts";
import type { Customer } from "./task-file.ts";

/** One call that a model makes, and who it acts for. */
interface ModelCall {
  readonly name: string;
  readonly args: Readonly<Record<string, Cell>>;
  /** False: nobody says yes where the tool asks for it. */
  readonly agreed: boolean;
  readonly identity: Identity;
  readonly customer: Customer | undefined;
  /** The same for a repeat of the same call, and for no other. */
  readonly turnId: string;
  readonly now: Date;
}

export type CallOutcome =
  | { readonly status: "done"; readonly told: Cell }
  /** The runtime or the tenant's rules did not allow it. */
  | { readonly status: "refused"; readonly reason: string }
  /** The tool is broken: it neither did it nor refused it. */
  | { readonly status: "failed"; readonly reason: string }
  | { readonly status: "unknown"; readonly reason: string };

interface Stage {
  readonly config: TenantConfig;
  readonly tools: readonly Tool[];
  readonly knowledge: Knowledge;
  readonly log: Logger;
}

const agent = createAgent();

/**
 * Lets the product's agent run a turn in which its model makes this call and nothing else. Where somebody must agree,
 * a second turn runs what they agreed to.
 */
export async function playCall(call: ModelCall, { config, tools, knowledge, log }: Stage): Promise<CallOutcome> {
  const tool = [...tools, ...builtInTools].find(({ name }) => name === call.name);
  if (tool === undefined) return { status: "unknown", reason: `there is no tool "${call.name}"` };
  const turn = turnOf(call, config);
  const ports: AgentPorts = {
    models: modelThatCalls(call),
    tools,
    knowledge,
    effect: async (key, run) => run(key),
    savedReplies: [],
    saveReplies: async () => undefined,
    marks: { has: async () => false, keep: async () => undefined },
    log,
    signal: new AbortController().signal,
  };
  const asked = await agent.run(turn, ports);
  const isHeld = asked.asks !== undefined;
  const outcome = call.agreed ? await agreedTo(asked, turn, ports) : asked;
  const [record] = outcome.toolCalls;
  if (record === undefined) return { status: "failed", reason: endedEarly(outcome) };
  const told = (record.result ?? null) as Cell;
  const refusal = refusalIn(told);
  if (refusal !== undefined) return { status: "refused", reason: refusal };
  if (record.status === "completed") return { status: "done", told };
  const isRefused = (isHeld && !call.agreed) || !tool.parameters.parse(call.args).ok;
  return { status: isRefused ? "refused" : "failed", reason: record.error ?? "the call failed" };
}

/** The customer agrees, and then a colleague, as far as the tool asks them. */
async function agreedTo(outcome: AgentOutcome, turn: AgentTurn, ports: AgentPorts): Promise<AgentOutcome> {
  let last = outcome;
  for (let times = 0; last.asks !== undefined && times < 2; times += 1)
    last = await agent.run({ ...turn, granted: last.asks }, ports);
  return last;
}

function endedEarly(outcome: AgentOutcome): string {
  return outcome.status === "escalate"
    ? `the conversation went to a person before the call: ${outcome.reason}`
    : "the turn ended before the call";
}

/** Tools answer with the reason alone when they did not do it. A row may have columns of the same names. */
function refusalIn(told: Cell): string | undefined {
  const [entry, ...more] = isRecord(told) ? Object.entries(told) : [];
  const [name, reason] = entry ?? [];
  const isAlone = more.length === 0 && (name === "refused" || name === "error");
  return isAlone && typeof reason === "string" ? reason : undefined;
}

function turnOf({ turnId, customer, identity, args, now }: ModelCall, config: TenantConfig): AgentTurn {
  const at = now.toISOString();
  const address = customer?.phone ?? customer?.email ?? "visitor";
  const channel = customer?.phone !== undefined ? "sms" : customer?.email !== undefined ? "email" : "web_chat";
  return {
    tenantId: config.client_id,
    turnId,
    conversationId: "replay",
    channel,
    config,
    customer: { id: `replay-${address}`, address, name: customer?.name ?? null },
    summary: "",
    recent: [],
    // The customer has said every value that the model gives.
    inbound: [{ id: `${turnId}-message`, text: JSON.stringify(args), attachments: [], at }],
    context: {},
    identity,
    signals: {
      sentiment_score: 0.5,
      language: "en",
      interaction_count: 1,
      complexity_score: 0,
      customer_type: "standard",
      flags: [],
    },
    now,
  };
}

function modelThatCalls({ name, args }: ModelCall): Models {
  let asked = 0;
  return {
    async generate({ primary }) {
      asked += 1;
      const parts: readonly ModelPart[] =
        asked === 1 ? [{ type: "call", id: "call", name, args }] : [{ type: "text", text: "Is there anything else?" }];
      return { model: primary, served: "replay", parts, finish: "stop", inputTokens: 0, outputTokens: 0 };
    },
  };
}
