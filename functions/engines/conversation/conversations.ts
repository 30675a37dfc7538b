import { z } from "zod";
import { ChannelMessage, channelMessageKind } from "../../../shared/channels/sending/channel-message.ts";
import { refusedReport } from "../../../shared/channels/sending/send-report.ts";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { isOwnedBy } from "../../../shared/customers/identity.ts";
import { byCustomer } from "../../../shared/platform/personal-data.ts";
import { ownedDocument, type PendingOutboxSend, type SettledSend } from "../../../shared/runtime/owned-document.ts";
import { storedFilesOf } from "../../../shared/tools/media/stored-media.ts";
import { Conversation, isGivenUp, notSent, SendReport, withReports } from "./conversation.ts";
import { type FeatureState, featureState, features } from "./features/index.ts";
import { isOvertakenSend } from "./features/opt-out/state.ts";
import { isTicketReport, withTicketReports } from "./handoff/settle.ts";

const FeatureFields: z.ZodObject<FeatureState> = z.object(featureState);

/** A stored conversation: the engine's fields and every feature's fields. */
export type StoredConversation = Conversation & z.output<typeof FeatureFields>;

export const conversations = ownedDocument<StoredConversation>({
  name: conversationSummaries.name,
  state: z.object({ ...Conversation.shape, ...featureState }) as unknown as z.ZodType<StoredConversation>,
  indexes: [
    // A follower watches one conversation by its id.
    ["id"],
    ["updatedAt"],
    ["customer.id", "updatedAt desc"],
    ["status", "updatedAt desc"],
    ["channel", "updatedAt desc"],
    ["language", "updatedAt desc"],
    ["handoff.department", "updatedAt desc"],
    ["handoff.assignedTo", "updatedAt desc"],
    ["handoff.open", "handoff.order asc"],
    ["handoff.stage", "handoff.order asc"],
    ["handoff.open", "handoff.dueOrder asc"],
    ["handoff.open", "handoff.department", "handoff.order asc"],
    ["handoff.stage", "handoff.department", "handoff.order asc"],
    ["handoff.open", "handoff.assignedTo", "handoff.order asc"],
  ],
  spread: ["updatedAt"],
  confidential: true,
  personal: {
    fields: [
      "state.customer",
      "state.identity",
      "state.identityCode",
      "state.recent",
      "state.pending",
      "state.summary",
      "state.whispers",
      "state.labels",
      "state.context",
      "outbox",
    ],
    find: byCustomer("state.customer.id", "state.updatedAt desc"),
    // An older release may have stored it under the id of somebody whom the customer named.
    isAbout: ({ state }, { ids, customerIds }) => isOwnedBy(ids, state, customerIds),
    files: ({ state }) => storedFilesOf(state.pending),
  },
  settle: settleSends,
  withhold: withholdSend,
});

/** Creates a conversation. Every feature's fields get their defaults. */
export function newConversation(own: Conversation): StoredConversation {
  return { ...FeatureFields.parse({}), ...own };
}

/**
 * A message that was decided before a STOP does not leave after it, however long its provider was out of reach. Nor does
 * one that was given up and left to a person.
 */
function withholdSend(conversation: StoredConversation, { kind, payload, at }: PendingOutboxSend): unknown {
  const { optOut, channel } = conversation;
  if (kind !== channelMessageKind) return undefined;
  const message = ChannelMessage.parse(payload);
  if (isGivenUp(conversation, message.messageId)) return refusedReport(message, notSent);
  if (optOut === null) return undefined;
  return message.channel === channel && isOvertakenSend(optOut, message, at)
    ? refusedReport(message, "opted-out")
    : undefined;
}

function settleSends(before: StoredConversation, settled: readonly SettledSend[], now: Date): StoredConversation {
  if (settled.length === 0) return before;
  const results = settled.map(({ result }) => result);
  const reports = results.filter((result) => !isTicketReport(result)).map((result) => SendReport.parse(result));
  const handoff = withTicketReports(before.handoff, results);
  const delivered = { ...withReports(before, reports), handoff, updatedAt: now.toISOString() };
  return Object.assign(delivered, ...features.map(({ settle }) => settle?.(delivered, reports, now)));
}
