import { z } from "zod";
import { automationConfigSchema, type TenantConfig } from "../../config/schema.ts";
import { configuredKnowledge } from "../../knowledge/configured-knowledge.ts";
import type { Models } from "../../models/model.ts";
import { TenantId } from "../../platform/tenant.ts";
import type { StepContext } from "../../runtime/step.ts";
import { createLogger } from "../../telemetry/log.ts";
import type { Tool } from "../../tools/tool.ts";
import type { AgentEvent, AgentPorts, AgentTurn, HistoryMessage } from "../agent.ts";
import { readSignals } from "../signals/signals.ts";

const kind = { kind: "none", config: z.strictObject({}) };
const schema = automationConfigSchema({ tools: [kind], integrations: [kind] });

/** A clinic's configuration; `changes` replaces whole sections. */
export function clinicConfig(changes: Record<string, unknown> = {}): TenantConfig {
  return schema.parse({
    config_id: "clinic_v1",
    client_id: "clinic",
    client_name: "Sunrise Clinic",
    use_case: "customer_support",
    agent: {
      agent_name: "Maya",
      agent_type: "healthcare assistant",
      system_prompt:
        "You are {agent_name}, a {agent_type} agent for {client_name}.\nGuidelines:\n- Always follow the escalation protocol when a case is beyond you\n- Collect personal details only when a business process really needs them\n- Handle {business_context} scenarios professionally and never promise discounts to anybody",
    },
    knowledge: [
      {
        id: "thyroid",
        title: "Thyroid profile",
        text: "The thyroid profile costs ₹1,499. Fasting for 8 hours is needed.",
      },
      {
        id: "hours",
        title: "Opening hours",
        text: "We are open from 7 am to 9 pm. Call +91 80 4000 1234 or write to care@sunrise.example.",
      },
    ],
    business_logic: {
      escalation: {
        triggers: [
          { condition: "sentiment_score < 0.3", action: "urgent_human_callback", priority: "high" },
          { condition: "medical_complexity_high", action: "doctor_consultation", priority: "urgent" },
          { condition: "customer_request_escalation", action: "human_agent_transfer", priority: "medium" },
          { condition: "system_error", action: "technical_support", priority: "high" },
        ],
      },
      cross_sell: {
        products: [{ id: "checkup", name: "Premium Health Checkup", price: 2999, description: "50+ tests" }],
      },
    },
    guardrails: { require_sources: true, blocked_phrases: ["miracle cure"] },
    ...changes,
  });
}

export function turnOf(
  text: string,
  changes: Partial<AgentTurn> & { readonly history?: readonly HistoryMessage[] } = {},
): AgentTurn {
  const { history = [], ...rest } = changes;
  const earlier = history.filter(({ role }) => role === "customer").map((message) => message.text);
  return {
    tenantId: TenantId.parse("clinic"),
    turnId: "turn-1",
    conversationId: "conversation-1",
    channel: "web_chat",
    config: clinicConfig(),
    customer: { id: "customer-1", address: "+919900112233", name: "Asha" },
    summary: "",
    recent: history,
    inbound: [{ id: "message-1", text, attachments: [], at: "2026-11-22T10:00:00.000Z" }],
    context: {},
    signals: readSignals({ messages: [text], earlier, interactionCount: earlier.length + 1 }),
    now: new Date("2026-11-22T10:00:00.000Z"),
    ...rest,
  };
}

/** In-memory ports. `events` holds the emitted events, `effects` the keys that went through the ledger. */
export function portsOf(
  models: Models,
  changes: Partial<Pick<AgentPorts, "effect" | "marks" | "signal" | "savedReplies" | "saveReplies" | "knowledge">> & {
    readonly tools?: readonly Tool[];
  } = {},
): AgentPorts & { readonly events: AgentEvent[]; readonly effects: string[] } {
  const events: AgentEvent[] = [];
  const effects: string[] = [];
  const marks = new Set<string>();
  const effect: StepContext["effect"] = async (key, run) => {
    effects.push(key);
    return run(key);
  };
  return {
    models,
    tools: [],
    knowledge: configuredKnowledge(TenantId.parse("clinic"), clinicConfig().knowledge),
    effect,
    savedReplies: [],
    saveReplies: async () => undefined,
    marks: { has: async (name) => marks.has(name), keep: async (name) => void marks.add(name) },
    log: createLogger({ level: "silent" }),
    signal: new AbortController().signal,
    emit: (event) => void events.push(event),
    events,
    effects,
    ...changes,
  };
}

/** The text that a listener shows after all events. */
export function visibleText(events: readonly AgentEvent[]): string {
  return events.reduce(
    (shown, event) => (event.type === "retracted" ? "" : event.type === "token" ? shown + event.text : shown),
    "",
  );
}
