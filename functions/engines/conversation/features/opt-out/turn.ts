import { isStopFinal } from "../../../../../shared/channels/definitions.ts";
import { keywordOf, type RecognisedKeyword } from "../../../../../shared/channels/keyword-words.ts";
import { withOptOut, withoutOptOut } from "../../../../../shared/customers/customer.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readCustomer, writeCustomer } from "../../../../../shared/customers/store.ts";
import { textContent } from "../../../../../shared/events/index.ts";
import type { Inbound } from "../../conversation.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { TurnPart } from "../turn-part.ts";
import { keywordReply } from "./replies.ts";
import { isOvertaken, type optOutState } from "./state.ts";

type Found =
  | { readonly type: "keyword"; readonly said: RecognisedKeyword; readonly customer: CustomerSnapshot }
  /** The customer has opted out of SMS and wrote something else, or has sent STOP since. */
  | { readonly type: "silent" };

/**
 * The keyword to honour at once, despite a burst window or a handoff: STOP or START as the newest message. HELP waits
 * for no window. It is left to the person or the agent when a person has the conversation or when other messages came
 * with it.
 */
export function keywordToHonour(
  { channel, optOut, status }: Pick<ConversationWith<typeof optOutState>, "channel" | "optOut" | "status">,
  inbound: readonly Inbound[],
): RecognisedKeyword | undefined {
  const newest = inbound.at(-1);
  const said = newest && keywordOf(channel, newest, optOut !== null);
  if (said?.keyword === "help" && (inbound.length > 1 || status === "escalated")) return undefined;
  return said;
}

/**
 * Handles STOP, START and HELP. STOP is confirmed once; Twilio itself confirms its own keywords. Messages written
 * before a STOP get no answer. On SMS nothing else is sent until START.
 */
export const optOutTurn: TurnPart<typeof optOutState> = {
  interrupts: (conversation, inbound) => keywordToHonour(conversation, inbound) !== undefined,

  async prepare({ tenantId, conversation, inbound, config }, { documents, now }) {
    const overtaken = isOvertaken(conversation, inbound);
    const said = overtaken ? undefined : keywordToHonour(conversation, inbound);
    if (!said) {
      const silent = overtaken || (isStopFinal(conversation.channel) && conversation.optOut !== null);
      return silent ? { type: "reply", content: null, found: { type: "silent" } satisfies Found } : undefined;
    }
    const customer = await readCustomer(documents, tenantId, ownerOf(tenantId, conversation), now);
    const found: Found = { type: "keyword", said, customer };
    if (said.keyword === "start" && inbound.length > 1) {
      const notes = ["The customer has just asked to get our messages again."];
      return { type: "brief", briefing: { notes, sources: [] }, tools: [], found };
    }
    const text = keywordReply(said.keyword, said.language ?? conversation.language, config.client_name);
    return { type: "reply", content: said.answeredByProvider ? null : textContent(text), found };
  },

  conclude({ turnId, conversation, inbound }, { found: before, now }) {
    const found = before as Found | undefined;
    if (found?.type !== "keyword") return undefined;
    const { said, customer } = found;
    const stops = said.keyword === "stop";
    const { status, escalation, handoff } = conversation;
    // The keyword itself does not change who has the conversation.
    const kept = stops || inbound.length === 1 ? { status, escalation, handoff } : {};
    const language = said.language ?? conversation.language;
    if (said.keyword === "help") return { conversation: { ...kept, language } };
    const at = now.toISOString();
    const { channel } = conversation;
    const person = (stops ? withOptOut : withoutOptOut)(customer.state, channel, at);
    const wording = inbound.at(-1)?.text ?? "";
    const consent = { purpose: "marketing", channel, granted: !stops, wording, at } as const;
    // The STOP was reported beside the message and is already stored with the customer. Only the confirmation is left.
    if (stops && conversation.optOut?.turnId === turnId)
      return { conversation: { ...kept, language, optOut: { ...conversation.optOut, saidAt: null } } };
    return {
      conversation: { ...kept, language, optOut: stops ? { at, turnId, saidAt: null } : null },
      records: [writeCustomer(customer, { ...person, consents: [...person.consents, consent] })],
    };
  },
};
