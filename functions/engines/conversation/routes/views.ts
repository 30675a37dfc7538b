import { z } from "zod";
import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { deliveryProgress } from "../../../../shared/contracts/sending/delivery-progress.ts";
import { Choice, Unanswered } from "../../../../shared/events/index.ts";
import type { Conversation } from "../conversation.ts";
import type { StoredConversation } from "../conversations.ts";
import { Unheard, type VoiceNote } from "../turn/voice/voice-note.ts";
import { heardMessages, type Turn } from "../turn-record.ts";
import { MessageParts, partsView } from "./message-parts.ts";

/** Conversations as the API shows them: in snake_case, independent of how they are stored. */

export const Status = z.enum(["active", "escalated", "resolved"]);
export const ConfigVersion = z.object({ name: z.string(), version: z.number().int() });

export const ConversationView = z
  .object({
    conversation_id: z.string(),
    channel: z.string(),
    status: Status,
    customer: z.object({
      id: z.string(),
      address: z.string(),
      name: z.string().nullable(),
      /** False where the customer only claims the address: the Reply-To of a web form, an unsigned mail. */
      address_proven: z.boolean(),
    }),
    escalation: z
      .object({
        reason: z.string(),
        action: z.string(),
        priority: z.string(),
        at: z.string(),
        operator: z.string().nullable(),
      })
      .nullable(),
    identity: z
      .object({
        table: z.string().describe("The table of the persons."),
        key: z.string().describe("The id of the person's row."),
        by: z.enum(["code", "fields"]).describe("How it was proven: a code to an address on file, or known values."),
        at: z.string(),
        until: z.string().describe("When the proof ends. It ends with the session in any case."),
      })
      .nullable()
      .describe(
        "Who the customer proved to be by a code or by known values. Null when nobody did. Its time may be over.",
      ),
    config: ConfigVersion,
    context: z.record(z.string(), z.string()),
    summary: z.string(),
    turn_count: z.number().int(),
    language: z.string().describe("The language that the customer writes (BCP 47)."),
    labels: z.array(z.string()).describe("Ids of its labels."),
    snoozed_until: z.string().nullable().describe("Until when an operator has put it off. Null: nobody has."),
    waiting_since: z
      .string()
      .nullable()
      .describe("Since when the customer waits for an answer. Null once somebody, or the agent, has answered."),
    rating: z
      .object({ stars: z.number().describe("From 1 to 5: the mean of a survey's ratings."), at: z.string() })
      .nullable()
      .describe("How the customer rated the service in the newest survey of this conversation. Null: not yet."),
    last_customer_message: z
      .object({ text: z.string().describe("Its beginning."), at: z.string() })
      .nullable()
      .describe("The customer's newest message. Null where none is among the conversation's newest messages."),
    last_message: z
      .object({ role: z.enum(["customer", "agent", "operator"]), text: z.string(), at: z.string() })
      .nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Conversation" });

export type ConversationView = z.infer<typeof ConversationView>;

/** Characters of the customer's line in a list. */
const previewLength = 300;

/** A stored conversation, for which the engine's type leaves the features' fields out. */
type Viewed = Conversation & Partial<Pick<StoredConversation, "identity" | "survey">>;

export function conversationView(state: Viewed): ConversationView {
  const { id, address, name, claim } = state.customer;
  const last = state.recent.at(-1);
  const written = state.pending.at(-1) ?? state.recent.findLast(({ role }) => role === "customer");
  return {
    conversation_id: state.id,
    channel: state.channel,
    status: state.status,
    customer: { id, address, name, address_proven: claim === undefined },
    escalation: state.escalation,
    identity: identityView(state),
    config: state.config,
    context: state.context,
    summary: state.summary,
    turn_count: state.turnCount,
    language: state.language,
    labels: state.labels ?? [],
    snoozed_until: state.snooze?.until ?? null,
    waiting_since: state.status === "resolved" ? null : waitingSince(state),
    rating: state.survey?.rated ?? null,
    last_customer_message: written ? { text: clip(written.text, previewLength), at: written.at } : null,
    last_message: last ? { role: last.role, text: last.text, at: last.at } : null,
    created_at: state.createdAt,
    updated_at: state.updatedAt,
  };
}

/** The oldest of the customer's messages that nothing has answered, as far as the newest messages tell. */
function waitingSince({ recent, pending }: Viewed): string | null {
  const answered = recent.findLastIndex(({ role }) => role !== "customer");
  return recent.at(answered + 1)?.at ?? pending[0]?.at ?? null;
}

function identityView({ identity }: Viewed): ConversationView["identity"] {
  if (!identity) return null;
  const { table, key, by, at, until } = identity;
  return { table, key, by, at, until };
}

/** For a voice note. `text` holds its transcript, unless it was not heard. */
export const VoiceNoteView = z.object({
  transcribed: z.boolean(),
  /** Why it was not heard. */
  unheard: Unheard.nullable(),
});

export function voiceNoteView(voice: VoiceNote | undefined): { readonly voice_note?: z.infer<typeof VoiceNoteView> } {
  if (voice === undefined) return {};
  return { voice_note: { transcribed: voice.unheard === null, unheard: voice.unheard } };
}

export const MessageView = z
  .object({
    message_id: z.string(),
    turn_id: z.string(),
    role: z.enum(["customer", "agent", "operator"]),
    text: z.string(),
    /** The whole mail, where `text` is only what is new in it; else null. */
    original: z.string().nullable(),
    /** Choices for the customer. */
    choices: z.array(Choice),
    attachments: z.array(
      z.object({
        url: z.string(),
        contentType: z.string(),
        href: z
          .string()
          .nullable()
          .describe("Where this API serves the file, as a path. Null for a public address, which `url` is."),
        attachment_id: z.string().optional().describe("Of a file that an operator uploaded."),
      }),
    ),
    at: z.string(),
    /** Null when the channel reports no delivery: the answer returned with the request. */
    delivery: z
      .object({
        status: z.enum(["queued", "sent", "delivered", "read", "failed"]),
        provider_message_ids: z.array(z.string()),
        error_code: z.string().nullable(),
      })
      .nullable(),
    /** Why nothing answers this message of the customer, such as a reaction or a machine's text. */
    unanswered: Unanswered.optional(),
    voice_note: VoiceNoteView.optional(),
    ...MessageParts,
    written: z
      .object({ text: z.string().describe("What the operator wrote."), language: z.string() })
      .optional()
      .describe("Where `text` is a translation of what the operator wrote."),
    /** The operator who wrote it. A colleague in the channel's own app is `app:instagram` or `app:whatsapp`. */
    by: z.string().optional(),
  })
  .meta({ id: "Message" });
type MessageView = z.infer<typeof MessageView>;

/** The messages of a turn, oldest first. */
export function messageViews(turn: Turn, conversation: Conversation): MessageView[] {
  // A new wording is shown in the place of the message that it changes.
  const said = turn.inbound
    .filter(({ edits }) => edits === undefined)
    .map(
      ({ id, text, attachments, original = null, at, unanswered, voice, ...more }): MessageView => ({
        message_id: id,
        turn_id: turn.id,
        role: "customer",
        text,
        original,
        choices: [],
        attachments: attachments.map(({ url, contentType }, index) => ({
          url,
          contentType,
          href: `/v1/conversations/${conversation.id}/turns/${turn.id}/messages/${encodeURIComponent(id)}/files/${index}`,
        })),
        at,
        delivery: null,
        ...(unanswered === undefined ? {} : { unanswered }),
        ...voiceNoteView(voice),
        ...partsView(more),
      }),
    );
  const answers = heardMessages(turn).map(
    ({ messageId, text, choices, media }): MessageView => ({
      message_id: messageId,
      turn_id: turn.id,
      role: turn.by === null ? "agent" : "operator",
      text,
      original: null,
      choices,
      attachments: media.map(({ url, contentType, file }) => ({
        url,
        contentType,
        href: file === undefined ? null : `/v1/conversations/${conversation.id}/attachments/${file}`,
        ...(file === undefined ? {} : { attachment_id: file }),
      })),
      at: turn.at,
      delivery: deliveryOf(turn, messageId, conversation),
      ...(turn.by === null ? {} : { by: turn.by }),
      ...(turn.written === undefined ? {} : { written: turn.written }),
    }),
  );
  return [...said, ...answers];
}

/**
 * The result of the send is in the conversation while the message is recent. Later provider reports are in the turn.
 */
function deliveryOf(turn: Turn, messageId: string, conversation: Conversation): MessageView["delivery"] {
  const sent = conversation.recent.find((message) => message.id === messageId)?.delivery;
  const progress = deliveryProgress(messageId, sent, turn.deliveries);
  if (!progress) return null;
  const { status, errorCode, providerMessageIds } = progress;
  return { status, provider_message_ids: [...providerMessageIds], error_code: errorCode };
}
