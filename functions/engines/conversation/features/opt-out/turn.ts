import { isCarried, isStopFinal } from "../../../../../shared/channels/definitions.ts";
import {
  keywordOf,
  maybeStop,
  optOutChoices,
  type RecognisedKeyword,
} from "../../../../../shared/channels/keyword-words.ts";
import { addConsent } from "../../../../../shared/customers/consents.ts";
import { withOptOut, withoutOptOut } from "../../../../../shared/customers/customer.ts";
import { withChannelAddress } from "../../../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readCustomerOf, writeCustomer } from "../../../../../shared/customers/store.ts";
import { optOutChanged, optOutReported, textContent } from "../../../../../shared/events/index.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import type { Inbound } from "../../conversation.ts";
import { yesOrNo } from "../../reading/yes-no.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { Consequences, FeatureTurn, Preparation, TurnEnd, TurnPart } from "../turn-part.ts";
import { optOutTool, recordedWording } from "./opt-out-tool.ts";
import { keywordReply, optOutQuestion } from "./replies.ts";
import { isOvertaken, type optOutState, wasJustAsked } from "./state.ts";

type State = typeof optOutState;

type Found =
  | { readonly type: "keyword"; readonly said: RecognisedKeyword; readonly customer: CustomerSnapshot }
  /** The customer has opted out of SMS and wrote something else, or has sent STOP since. */
  | { readonly type: "silent" }
  /** The customer is asked whether they meant STOP. */
  | { readonly type: "asked" }
  /** The agent answers, and may record an opt-out. */
  | { readonly type: "agent" };

/** How long a customer is not asked again whether they meant STOP. */
const askedAgainAfterMs = 24 * 3_600_000;

/**
 * The keyword to honour at once, despite a burst window or a handoff: STOP or START as the newest message, or a yes to
 * the question whether STOP was meant. HELP waits for no window. It is left to the person or the agent when a person has
 * the conversation or when other messages came with it.
 */
export function keywordToHonour(
  conversation: Pick<ConversationWith<State>, "channel" | "optOut" | "optOutAsked" | "status" | "turnCount">,
  inbound: readonly Inbound[],
): RecognisedKeyword | undefined {
  const { channel, optOut, status } = conversation;
  const newest = inbound.at(-1);
  if (newest && newest.choiceId === null && wasJustAsked(conversation) && yesOrNo(newest.text) === "yes")
    return { keyword: "stop", language: null, answeredByProvider: false };
  const said = newest && keywordOf(channel, newest, optOut !== null);
  if (said?.keyword === "help" && (inbound.length > 1 || status === "escalated")) return undefined;
  return said;
}

/**
 * Handles STOP, START and HELP. STOP is confirmed once; Twilio itself confirms its own keywords. Messages written
 * before a STOP get no answer. On SMS nothing else is sent until START. A message that may mean STOP is asked about once;
 * after that the agent decides, and its tool records an opt-out in the customer's own words.
 */
export const optOutTurn: TurnPart<State> = {
  interrupts: (conversation, inbound) => keywordToHonour(conversation, inbound) !== undefined,

  async prepare(turn, { documents, now }) {
    const { tenantId, conversation, inbound, config } = turn;
    const overtaken = isOvertaken(conversation, inbound);
    const written = overtaken ? undefined : keywordToHonour(conversation, inbound);
    const restarts = written === undefined && isStartAfterOptOut(conversation, inbound);
    const known = restarts ? await readCustomerOf(documents, tenantId, conversation, now) : undefined;
    const said = known?.state.optOuts[conversation.channel] === undefined ? written : startedAgain;
    if (!said) {
      const silent = overtaken || (isStopFinal(conversation.channel) && conversation.optOut !== null);
      return silent ? { type: "reply", content: null, found: { type: "silent" } satisfies Found } : unclear(turn, now);
    }
    const customer = known ?? (await readCustomerOf(documents, tenantId, conversation, now));
    const found: Found = { type: "keyword", said, customer };
    if (said.keyword === "start" && inbound.length > 1) {
      const notes = ["The customer has just asked to get our messages again."];
      return { type: "brief", briefing: { notes, sources: [] }, tools: [], found };
    }
    const text = keywordReply(said.keyword, said.language ?? conversation.language, config.client_name);
    return { type: "reply", content: said.answeredByProvider ? null : textContent(text), found };
  },

  conclude(turn, end) {
    const found = end.found as Found | undefined;
    if (found?.type === "keyword") return concludeKeyword(turn, found, end);
    if (found?.type === "asked") {
      const { turnCount } = turn.conversation;
      return { conversation: { optOutAsked: { at: end.now.toISOString(), turn: turnCount + 1 } } };
    }
    return found?.type === "agent" ? concludeTool(turn, end) : undefined;
  },
};

const startedAgain: RecognisedKeyword = { keyword: "start", language: null, answeredByProvider: false };

/**
 * START to a conversation that knows of no opt-out, as after an erasure or an opt-out that the tenant recorded. The
 * customer's record says whether there was one; it is read for this word only.
 */
function isStartAfterOptOut(
  { channel, optOut }: FeatureTurn<State>["conversation"],
  inbound: readonly Inbound[],
): boolean {
  const newest = inbound.at(-1);
  return optOut === null && newest !== undefined && keywordOf(channel, newest, true)?.keyword === "start";
}

/** Asks once whether the customer meant STOP. Otherwise lets the agent record an opt-out. */
function unclear({ conversation, inbound, config }: FeatureTurn<State>, now: Date): Preparation | undefined {
  const { channel, optOut, optOutAsked, language, recent } = conversation;
  const [only] = inbound;
  if (!isCarried(channel) || optOut !== null || !only) return undefined;
  const askedLately = optOutAsked !== null && now.getTime() - Date.parse(optOutAsked.at) < askedAgainAfterMs;
  const meant = inbound.length === 1 ? maybeStop(channel, only) : undefined;
  if (meant && !askedLately) {
    const content = optOutQuestion(meant.language ?? language, config.client_name);
    return { type: "reply", content, found: { type: "asked" } satisfies Found };
  }
  const refused = only.choiceId === optOutChoices.keep || (wasJustAsked(conversation) && yesOrNo(only.text) === "no");
  const notes = refused
    ? ["We asked whether the customer wants no more messages from us. They still want them. Go on with their concern."]
    : [];
  const said = [...recent.filter(({ role }) => role === "customer"), ...inbound].map(({ text }) => text);
  const found: Found = { type: "agent" };
  return { type: "brief", briefing: { notes, sources: [] }, tools: [optOutTool(said)], found };
}

function concludeKeyword(
  { turnId, conversation, inbound }: FeatureTurn<State>,
  { said, customer }: Extract<Found, { type: "keyword" }>,
  { now }: TurnEnd<State>,
): Consequences<State> {
  const stops = said.keyword === "stop";
  const { status, escalation, handoff } = conversation;
  // The keyword itself does not change who has the conversation.
  const kept = stops || inbound.length === 1 ? { status, escalation, handoff } : {};
  const language = said.language ?? conversation.language;
  if (said.keyword === "help") return { conversation: { ...kept, language } };
  const at = now.toISOString();
  const { channel } = conversation;
  const known = withChannelAddress(customer.state, conversation, at);
  const person = (stops ? withOptOut : withoutOptOut)(known, channel, at);
  const newest = inbound.at(-1) ?? { text: "", choiceId: null };
  const wording = newest.text;
  const consent = { purpose: "marketing", channel, granted: !stops, wording, at } as const;
  // The STOP was reported beside the message and is already stored with the customer. Only the confirmation is left.
  if (stops && conversation.optOut?.turnId === turnId)
    return { conversation: { ...kept, language, optOut: { ...conversation.optOut, saidAt: null } } };
  const { id: conversationId } = conversation;
  const change = { customerId: person.id, conversationId, channel, optedOut: stops, wording };
  // A STOP by its own word was reported beside the message; a yes to the question whether STOP was meant was not.
  const isReported = stops && keywordOf(channel, newest, false)?.keyword === "stop";
  return {
    publish: isReported ? [] : [newEvent(optOutChanged, conversationId, change)],
    conversation: { ...kept, language, optOut: stops ? { at, turnId, saidAt: null } : null, optOutAsked: null },
    records: writeCustomer(customer, { ...person, consents: addConsent(person.consents, consent) }),
  };
}

/** The agent recorded an opt-out. This turn's messages still leave, and one of them says how to get messages again. */
function concludeTool(
  { turnId, conversation, config, signals }: FeatureTurn<State>,
  { outcome, now }: TurnEnd<State>,
): Consequences<State> | undefined {
  const wording = recordedWording(outcome);
  if (wording === undefined || conversation.optOut !== null) return undefined;
  const { id: conversationId, channel } = conversation;
  const report = { conversationId, channel, wording, message: null, confirmedBy: turnId };
  return {
    conversation: { optOut: { at: now.toISOString(), turnId, saidAt: null }, optOutAsked: null },
    messages: [textContent(keywordReply("stop", signals.language, config.client_name))],
    publish: [newEvent(optOutReported, conversationId, report)],
  };
}
