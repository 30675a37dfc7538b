import type { AgentOutcome } from "../../../../shared/agent/agent.ts";
import type { Signals } from "../../../../shared/agent/signals/signals.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { textContent } from "../../../../shared/events/index.ts";
import type { Conversation, Inbound, Message } from "../conversation.ts";
import { newConversation, type StoredConversation } from "../conversations.ts";
import type { Engagement } from "../features/feature-state.ts";
import type { TurnAnswer } from "../turn/ask-agent.ts";

/** Fixtures for this engine's unit tests. */

export const anInbound: Inbound = {
  id: "m1",
  text: "What does it cost?",
  attachments: [],
  choiceId: null,
  at: "2026-11-22T09:59:59.000Z",
};

export const neutralSignals: Signals = {
  sentiment_score: 0.5,
  language: "en",
  interaction_count: 1,
  complexity_score: 0,
  customer_type: "standard",
  flags: [],
};

export function aConversation(over: Partial<StoredConversation> = {}): StoredConversation {
  const own: Conversation = {
    id: "c1",
    channel: "whatsapp",
    accountAddress: "+14155238886",
    customer: { id: "p1", address: "+919812345678", name: "Asha" },
    config: { name: "default", version: 3 },
    status: "active",
    escalation: null,
    handoff: null,
    spent: { turns: 0, modelTokens: 0 },
    summary: "",
    recent: [],
    pending: [],
    burst: null,
    context: {},
    language: "en",
    lastInboundAt: "2026-11-22T09:59:59.000Z",
    thread: null,
    turnCount: 4,
    createdAt: "2026-11-22T09:00:00.000Z",
    updatedAt: "2026-11-22T09:00:00.000Z",
  };
  return { ...newConversation(own), ...over };
}

export function aMessage(over: Partial<Message> = {}): Message {
  const base = { id: "m", turnId: "t", text: "hello", choices: [], at: "2026-11-22T09:00:00.000Z", delivery: null };
  return { ...base, role: "customer", ...over };
}

export function anOutcome(over: Partial<AgentOutcome> = {}): AgentOutcome {
  const base = {
    status: "reply",
    text: "It costs ₹549.",
    citations: [{ id: "thyroid", title: "Thyroid profile" }],
    toolCalls: [],
    context: { test: "thyroid" },
    usage: { model: "m", inputTokens: 1, outputTokens: 2, modelCalls: 1, modelMs: 3 },
    guardFindings: [],
  };
  return { ...base, ...over } as AgentOutcome;
}

export function anAnswer(over: Partial<AgentOutcome> = {}): TurnAnswer {
  const outcome = anOutcome(over);
  const config = minimalConfig();
  const content = textContent(outcome.text);
  return {
    inbound: [anInbound],
    signals: neutralSignals,
    config,
    outcome,
    content,
    found: {},
    parts: [],
    durationMs: 12,
  };
}

/** The engagement of a content customer without open questions. */
export const unengaged: Engagement = { hasOptedOut: false, awaitsAnswer: false, displeasedAt: null };
