import { limits } from "../../../functions/engines/conversation/limits.ts";
import { mostTokens } from "../../../functions/engines/conversation/search/search-index.ts";
import { engineLimits } from "./engine-limits.ts";
import type { Limits } from "./largest-document.ts";

/** Choices, files and templates of one message. */
function content(path: string): Limits {
  return {
    [`${path}.choices`]: { items: 20 },
    [`${path}.choices[].label`]: { characters: 200 },
    [`${path}.media`]: { items: 10 },
    [`${path}.media[].url`]: { bytes: 500 },
  };
}

const inbound = (path: string): Limits => ({
  [`${path}.text`]: { bytes: limits.inboundText },
  [`${path}.original`]: { bytes: limits.inboundOriginal },
  [`${path}.attachments`]: { items: 20 },
  [`${path}.attachments[].url`]: { bytes: 500 },
  [`${path}.details`]: { bytes: limits.inboundDetails },
  [`${path}.earlier`]: { items: 2 },
  [`${path}.earlier[]`]: { bytes: limits.earlierWordings / 2 },
});

const survey = (path: string): Limits => ({
  [`${path}.questions`]: { items: 10 },
  [`${path}.questions[].text`]: { characters: 500 },
  [`${path}.questions[].options`]: { items: 10 },
  [`${path}.answers`]: { items: 10 },
  [`${path}.answers[].text`]: { characters: 2_000 },
});

const customer = (path: string): Limits => ({
  [`${path}.mergedFrom`]: { items: 50 },
  [`${path}.identities`]: { items: 50 },
  [`${path}.fields`]: { bytes: 100_000 },
  [`${path}.fields{}.value`]: { characters: 2_000 },
  [`${path}.consents`]: { bytes: 180_000 },
  [`${path}.consents[].wording`]: { characters: 2_000 },
  [`${path}.optOuts`]: { items: 10 },
  [`${path}.contacts`]: { items: 50 },
  [`${path}.apart`]: { items: 50 },
});

const templateValues = { items: 10 } as const;

/**
 * The limits of what each collection's documents hold, as its writers enforce them. A list, a record or free data that
 * stands here without a limit fails the contract.
 */
export const documentLimits: Readonly<Record<string, Limits>> = {
  ...engineLimits,
  people: { roles: { items: 4 } },
  "mailed-sign-in-links": { "state.sentAt": { items: 10 } },
  "direct-messages": {
    ...content("state.wish.content"),
    "state.wish.content.text": { characters: 4_000 },
    "state.wish.unknownPlaceholders": { items: 50 },
    "state.wish.template.values": { items: 110 },
  },
  "webhook-deliveries": {
    "state.webhook.body": { bytes: 256_000 },
    "state.attempts": { items: 20 },
    "state.attempts[].answer": { characters: 1_000 },
    "state.attempts[].error": { characters: 500 },
  },
  "calendar-appointments": { name: { characters: 200 }, note: { characters: 500 } },
  "calendar-days": { taken: { items: 1_000 } },
  tickets: { comments: { items: 50 }, "comments[].text": { characters: 2_000 } },
  "lab-orders": { tests: { items: 30 }, "tests[]": { characters: 100 } },
  "lab-watches": { "state.tests": { items: 30 }, "state.tests[]": { characters: 100 } },
  "integration-checks": { message: { characters: 500 } },
  "mcp-pins": {
    url: { characters: 2_000 },
    tools: { items: 60 },
    "tools[].description": { bytes: 6_000 },
    "tools[].inputSchema": { bytes: 6_000 },
  },
  "leased-quotas": { windows: { items: 10 } },
  "webhook-endpoints": {
    events: { items: 23 },
    channels: { items: 8 },
    url: { characters: 2_000 },
    description: { characters: 200 },
  },
  conversations: {
    "state.customer.name": { characters: 200 },
    "state.summary": { bytes: limits.summary },
    "state.rollout.facts": { items: 6 },
    "state.labels": { items: 20 },
    "state.whispers": { items: 5 },
    "state.whispers[].text": { characters: 1_000 },
    "state.recent": { bytes: limits.recent },
    "state.recent[].text": { characters: 4_000 },
    "state.recent[].choices": { items: 20 },
    "state.recent[].choices[].label": { characters: 200 },
    "state.recent[].delivery.providerMessageIds": { items: 20 },
    "state.recent[].template.values": { items: 110 },
    "state.recent[].files": { items: 10 },
    "state.recent[].about": { items: 4 },
    "state.recent[].about[]": { characters: 800 },
    "state.waitingCall.arguments": { items: 4 },
    "state.waitingCall.arguments{}": { bytes: 4_000 },
    "state.waitingCall.preview.title": { characters: 301 },
    "state.waitingCall.preview.lines": { items: 20 },
    "state.waitingCall.preview.lines[].label": { characters: 301 },
    "state.waitingCall.preview.lines[].value": { characters: 301 },
    "state.pending": { bytes: limits.pending },
    ...inbound("state.pending[]"),
    // A larger message ends its burst and never waits in it.
    "state.pending[].text": { bytes: 40_000 },
    "state.pending[].original": { bytes: 10_000 },
    "state.pending[].details": { bytes: 4_000 },
    "state.pending[].earlier[]": { bytes: 1_000 },
    "state.deleted": { items: 50 },
    "state.context": { bytes: limits.context },
    "state.context{}": { bytes: 4_000 },
    "state.thread.subject": { characters: 500 },
    "state.thread.references": { items: 50 },
    "state.handoff.skills": { items: 50 },
    "state.handoff.tried": { items: 100 },
    "state.handoff.unavailable.tickets": { items: 10 },
    "state.handoff.unavailable.asked.candidates": { items: 10 },
    "state.handoff.notes": { bytes: limits.notes },
    "state.handoff.notes[].text": { characters: 10_000 },
    "state.collecting.kept": { items: 50 },
    "state.collecting.kept{}.value": { bytes: limits.detail },
    "state.collecting.pending": { items: 50 },
    "state.collecting.pending{}.value": { bytes: limits.detail },
    "state.appointments": { items: 10 },
    "state.offers": { items: 10 },
    ...survey("state.survey.run"),
    "state.survey.askedAt": { items: 20 },
  },
  "turn-traces": {
    "given.summary": { bytes: limits.summary },
    "given.context": { bytes: limits.context },
    requests: { bytes: limits.shown + 60_000 },
    "requests[].system": { bytes: 20_000 },
    "requests[].messages": { items: 1 },
    "requests[].messages[].parts": { items: 1 },
    "requests[].messages[].parts[].text": { bytes: 4_000 },
    "requests[].tools": { items: 5 },
    "requests[].tools[].description": { bytes: 1_000 },
    "requests[].reply": { items: 1 },
    "requests[].reply[].text": { bytes: 4_000 },
  },
  turns: {
    // A burst and the message that ended it.
    "state.inbound": { items: 1 },
    ...inbound("state.inbound[]"),
    "state.inbound[].text": { bytes: limits.inboundText + limits.pending },
    ...content("state.reply"),
    "state.reply.text": { bytes: limits.said },
    "state.reply.unheard": { bytes: 0 },
    "state.reply.citations": { items: 20 },
    "state.written.text": { characters: 4_000 },
    // The texts of a turn share `limits.said`.
    "state.more": { items: 5 },
    ...content("state.more[]"),
    "state.more[].citations": { items: 5 },
    "state.toolCalls": { bytes: limits.toolCalls },
    "state.toolCalls[].arguments": { items: 5 },
    "state.toolCalls[].arguments{}": { bytes: 2_000 },
    "state.toolCalls[].result": { bytes: 20_000 },
    "state.guardFindings": { items: 50 },
    "state.signals": { items: 50 },
    "state.signals{}": { bytes: 200 },
    "state.deliveries": { items: 50 },
  },
  operators: {
    "state.departments": { items: 50 },
    "state.departments[]": { characters: 100 },
    "state.skills": { items: 50 },
    "state.skills[]": { characters: 100 },
    "state.languages": { items: 50 },
    "state.languages[]": { characters: 100 },
  },
  "labelled-conversations": {},
  "search-words": {},
  "search-indexes": { "state.tokens": { items: mostTokens } },
  // The transcript: 20,000 characters and the sign that it was cut (transcribe.ts).
  "conversation-files": { name: { characters: 120 }, "transcript.text": { characters: 20_004 } },
  "inbox-labels": { labels: { items: 200 }, "labels[].title": { characters: 100 } },
  "inbox-views": {
    views: { items: 50 },
    "views[].name": { characters: 100 },
    "views[].filter.q": { characters: 200 },
  },
  "inbox-macros": {
    macros: { bytes: 600_000 },
    "macros[].actions": { items: 10 },
    "macros[].actions[].files": { items: 10 },
    "macros[].actions[].add": { items: 20 },
    "macros[].actions[].remove": { items: 20 },
  },
  "saved-files": { name: { characters: 120 } },
  "inbox-mentions": { text: { characters: 301 } },
  "inbox-marks": { marks: { items: 2_000 } },
  "handoff-log": { text: { characters: 10_000 }, mentions: { items: 10 } },
  "canned-replies": {
    replies: { bytes: 700_000 },
    "replies[].text": { characters: 4_000 },
    "replies[].files": { items: 10 },
  },
  "identity-attempts": { attempts: { items: 1_000 } },
  "address-codes": { sentAt: { items: 100 } },
  customers: customer("state"),
  erasures: {
    "state.customerIds": { items: 100 },
    "state.conversationIds": { items: 1_000 },
    "state.addresses": { items: 100 },
    "state.erased": { items: 100 },
  },
  "customer-merges": { ...customer("before.into"), ...customer("before.from") },
  campaigns: {
    "state.message": { characters: 2_000 },
    "state.columns": { items: 100 },
    "state.template.values": templateValues,
    "state.chunkSizes": { items: 1_000 },
    "state.settledChunks": { items: 1_000 },
    "state.counts.skipped": { items: 50 },
    "state.counts.calls.outcomes": { items: 20 },
  },
  "campaign-outcomes": { "state.outcomes": { items: 100 } },
  "campaign-recipients": {
    recipients: { items: 100 },
    "recipients[].fields": { items: 20 },
    "recipients[].fields{}": { characters: 50 },
  },
  "follow-ups": {
    ...content("state.content"),
    "state.content.text": { characters: 4_000 },
    "state.unknownPlaceholders": { items: 50 },
    "state.template.values": templateValues,
    "state.history": { items: 50 },
  },
  "survey-answers": survey("state"),
  offers: { "state.sales": { items: 100 } },
  payments: { "state.request.lines": { items: 50 }, "state.early": { items: 50 } },
  "active-configs": {
    byName: { items: 50 },
    "byName{}.routes": { items: 50 },
    "byName{}.previous": { items: 20 },
    "byName{}.history": { items: 20 },
    "byName{}.experiment.arms": { items: 8 },
    "byName{}.experiment.closed": { items: 7 },
    "byName{}.lastExperiment.arms": { items: 8 },
    "byName{}.lastExperiment.reason": { characters: 500 },
  },
  "api-keys": { roles: { items: 10 } },
  audit: { detail: { items: 20 } },
  // 512 KiB is the longest file; line ends and quotes take two bytes of JSON.
  "config-versions": { authors: { items: 5 }, yaml: { bytes: 700_000 } },
  // The event as published, sealed: a customer's message is the largest.
  "dead-letters": {
    cause: { characters: 2_000 },
    "envelope.data": { bytes: 4 * Math.ceil((limits.inboundText + limits.inboundOriginal + 50_000) / 3) },
  },
  // The event as it waits in the outbox, sealed.
  "scheduled-events": { "task.envelope.data": { bytes: 4 * Math.ceil(20_000 / 3) } },
  // A tool's response has at most 256 KiB and is stored as the text that the model read.
  effects: { result: { bytes: 500_000 } },
  "idempotency-keys": { "answer.body": { bytes: 600_000 }, "answer.headers": { items: 20 } },
  "table-imports": {
    "state.problems": { items: 100 },
    "state.problems[].message": { characters: 500 },
    "state.failure": { characters: 500 },
  },
  "operation-runs": { told: { bytes: 100_000 } },
  "table-rows": {
    row: { items: 50 },
    "row{}": { bytes: 4_000 },
    lookups: { items: 8 },
    contacts: { items: 20 },
    written: { items: 50 },
  },
};

/** A decision's events and sends wait in its document until they have left. */
export const outboxLimits: Limits = {
  handled: { items: 100 },
  outbox: { items: 4 },
  "outbox[].envelope.data": { bytes: 20_000 },
  "outbox[].payload": { bytes: 20_000 },
};
/** The sends of one turn have its texts. */
export const outboxOfConversation: Limits = {
  ...outboxLimits,
  "outbox[].payload": { bytes: limits.said / 4 + 20_000 },
};
