import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";

const begun = Date.now();
/** The same at every call: a repeated request has the same body. */
const later = (days: number) => new Date(begun + days * 86_400_000).toISOString();

/** A body that fits, for operations of the inbox, drafts, the SLA, of quality and of tables. */
export const moreBodies = (client: string, conversation: string, answer: string): Readonly<Record<string, object>> => ({
  "PUT /v1/conversations/{id}/labels": { labels: [] },
  "POST /v1/conversations/{id}/snooze": { until: later(1) },
  "POST /v1/conversations/{id}/unsnooze": {},
  "POST /v1/conversations/{id}/read": {},
  "POST /v1/conversations/{id}/unread": {},
  "POST /v1/conversations/{id}/attachments": {},
  "POST /v1/conversations/{id}/attachments/{file}/transcript": {},
  "POST /v1/conversations/{id}/attention": { doing: "viewing" },
  "POST /v1/inbox/bulk": { conversations: [conversation], action: { type: "read" } },
  "POST /v1/saved-files": {},
  "POST /v1/conversations/{id}/saved-attachments": { saved_file_id: "unknown" },
  "POST /v1/inbox/mentions/read": { conversation_id: conversation },
  "PUT /v1/inbox-views/{id}": { name: "Urgent", filter: { label: "urgent" } },
  "POST /v1/conversations/{id}/translate-reply": { text: "Hello" },
  "PUT /v1/macros/{id}": { name: "Close", actions: [{ type: "resolve" }] },
  "POST /v1/macros/{id}/run": { conversation_id: conversation },
  "PUT /v1/labels/{id}": { title: "Urgent", colour: "#2f6fde" },
  "POST /v1/drafts": { yaml: minimalYaml({ clientId: client }) },
  "POST /v1/drafts/{id}/messages": { message: "Hello" },
  "POST /v1/drafts/{id}/calls": {},
  "POST /v1/drafts/{id}/scenarios": { says: "Hello", expects: [{ kind: "reply" }] },
  "POST /v1/conversations/{id}/turns/{turn}/reruns": { version: 1 },
  "POST /v1/test-messages": { config: "main", channel: "sms", address: "+919812345678", own: true },
  "POST /v1/sla/maintenance": { title: "Lamps", from: later(1), until: later(2) },
  "POST /v1/sla/corrections": { from: later(-2), until: later(-1), state: "excluded", reason: "Switched off" },
  "POST /v1/incidents": { title: "Slow answers" },
  "POST /v1/incidents/{id}/updates": { text: "We look at it" },
  "POST /v1/incidents/{id}/close": { text: "It is over" },
  "POST /v1/quality/evaluations": { conversation_id: conversation },
  "POST /v1/quality/evaluations/{id}/ratings": { overall: 7 },
  "POST /v1/success/corrections": { conversation_id: conversation, message_id: answer, right: "We open at ten" },
  "POST /v1/success/corrections/{id}/decision": { decision: "reject" },
  "POST /v1/success/knowledge-gaps/{id}/decision": { decision: "reject" },
  "POST /v1/success/tasks": { title: "Ask for a second number", text: "A branch opens" },
  "POST /v1/success/tasks/{id}/acts": { type: "note", note: "We asked" },
  "POST /v1/tables/{table}/imports": { format: "csv", text: "id,name\nL-2,Lamp\n" },
  "PUT /v1/tables/{table}/rows/{id}": { row: { id: "L-1", name: "Lamp" } },
});

/** A rollout counts conversations every half minute, whoever asks. */
export const countsByItself: ReadonlySet<string> = new Set(["GET /v1/rollouts/{id}"]);
