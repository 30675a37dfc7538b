import { conversations, newConversation } from "../../../functions/engines/conversation/conversations.ts";
import { newHandoff } from "../../../functions/engines/conversation/handoff/state.ts";
import { type Documents, put } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";

const atOnce = 250;
const minuteMs = 60_000;
const channels = ["whatsapp", "web_chat", "sms", "email"] as const;
const texts = ["When will my report be ready?", "मेरी रिपोर्ट कब आएगी?", "I was charged twice for one order."];

/**
 * Conversations that wait for a person, as the product stores them: each a minute younger than the one before, and none as
 * urgent as what customers ask for meanwhile.
 */
export async function storeConversations(
  documents: Documents,
  tenantId: TenantId,
  { count, now }: { readonly count: number; readonly now: Date },
): Promise<void> {
  const states = Array.from({ length: count }, (_, index) => {
    const at = new Date(now.getTime() - (count - index) * minuteMs).toISOString();
    return waitingConversation(index, at);
  });
  for (let first = 0; first < count; first += atOnce) {
    const part = states.slice(first, first + atOnce);
    await documents.commit(
      tenantId,
      part.map((state) => put(conversations.collection, state.id, newOwned(state))),
    );
  }
}

function waitingConversation(index: number, at: string) {
  const id = `many-${String(index).padStart(5, "0")}`;
  const channel = channels[index % channels.length] ?? "whatsapp";
  const priority = "low";
  const text = texts[index % texts.length] ?? "";
  const wish = { id: `handoff-${index}`, type: "human_agent", department: null, skills: [], priority, at };
  const said = (role: "customer" | "agent", words: string, place: number) => {
    return { id: `${id}-${place}`, turnId: `${id}-t${place}`, role, text: words, choices: [], at, delivery: null };
  };
  return newConversation({
    id,
    channel,
    accountAddress: "+14155238886",
    customer: { id: `person-${index}`, address: `+9198${String(index).padStart(8, "0")}`, name: `Customer ${index}` },
    config: { name: "default", version: 1 },
    status: "escalated",
    escalation: { reason: "asked", action: "transfer", priority, at, operator: null },
    handoff: newHandoff(wish),
    spent: { turns: 0, modelTokens: 0 },
    summary: "",
    recent: [said("customer", "Hello", 1), said("agent", "Hello, how can I help?", 2), said("customer", text, 3)],
    pending: [],
    burst: null,
    context: {},
    language: index % 3 === 1 ? "hi" : "en",
    lastInboundAt: at,
    thread: null,
    turnCount: 2,
    createdAt: at,
    updatedAt: at,
  });
}
