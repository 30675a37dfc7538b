import { keptText } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import type { MessageReceived } from "../../../../../shared/events/index.ts";
import type { Documents, Write } from "../../../../../shared/platform/documents.ts";
import type { Decision, Event, Step } from "../../../../../shared/runtime/step.ts";
import { withWording } from "../../bounded-content.ts";
import type { Conversation } from "../../conversation.ts";
import { conceal } from "../../features/apply.ts";
import { decideRecordOnly } from "../decide.ts";
import { rewordedTurn, turnsOfMessage, withoutOldWording } from "./edited-message.ts";

type Heard<G> =
  | {
      readonly type: "asked";
      readonly event: Event<MessageReceived>;
      readonly gathered: G;
      readonly reworded: readonly Write[];
    }
  /** The wording of a message that waits in a burst, or the wording that the conversation already has. */
  | { readonly type: "reworded" }
  /** The customer deleted the message before it arrived. */
  | { readonly type: "deleted" };

/**
 * The step of a customer's message, which also takes new wordings of earlier messages. A waiting message is reworded. An
 * answered one is answered again: its new wording replaces it, and the old one is kept beside it for operators.
 */
export function hearingEdits<G, P>(
  documents: Pick<Documents, "get">,
  answering: Step<MessageReceived, Conversation, G, P>,
): Step<MessageReceived, Conversation, Heard<G>, P> {
  const { gather, decide, ...rest } = answering;
  if (!gather) throw new Error("Only a step that gathers is asked.");
  return {
    ...rest,

    async gather(before, event, ctx) {
      const { edits, messageId } = event.data;
      if (before && isDeleted(before, messageId)) return { type: "deleted" };
      if (edits === undefined) return ask(before, event, []);
      if (before && (isDeleted(before, edits) || isWaiting(before, edits))) return { type: "reworded" };
      const held = before ? await turnsOfMessage(documents, event.tenantId, before, edits) : [];
      const stored = held.find(({ data }) => data.state.inbound.some(({ id }) => id === edits));
      const text = await shownText(before, event);
      const reworded = stored && rewordedTurn(stored, { edits, text });
      if (stored && !reworded) return { type: "reworded" };
      // What the conversation does not know is answered like any message.
      const { edits: _unknown, ...plain } = event.data;
      return reworded ? ask(before, event, [reworded]) : ask(before, { ...event, data: plain }, []);

      async function ask(document: typeof before, given: typeof event, writes: readonly Write[]): Promise<Heard<G>> {
        const gathered = await (gather as NonNullable<typeof gather>)(withoutOld(document, given), given, ctx);
        return { type: "asked", event: given, gathered, reworded: writes };
      }
    },

    decide(before, event, heard, now) {
      if (heard.type === "reworded") return before && reword(before, event, now);
      if (heard.type === "deleted") return before && recordDeleted(before, event, now);
      const decision = decide(withoutOld(before, heard.event), heard.event, heard.gathered, now);
      return decision && { ...decision, writes: [...heard.reworded, ...(decision.writes ?? [])] };
    },
  };
}

/** The new wording as the record keeps it. */
async function shownText(
  before: Conversation | undefined,
  { data: { messageId: id, text, attachments }, occurredAt: at }: Event<MessageReceived>,
): Promise<string> {
  if (!before) return text;
  const [shown] = await conceal(before, [{ id, text, attachments, choiceId: null, at }]);
  return shown?.text ?? text;
}

function withoutOld(before: Conversation | undefined, { data }: Event<MessageReceived>): Conversation | undefined {
  return before && data.edits !== undefined ? withoutOldWording(before, data.edits) : before;
}

function isDeleted({ deleted = [] }: Conversation, messageId: string): boolean {
  return deleted.includes(messageId);
}

function isWaiting({ pending }: Conversation, messageId: string): boolean {
  return pending.some(({ id }) => id === messageId);
}

/** The burst goes on, and answers the new wording. */
function reword(before: Conversation, { data }: Event<MessageReceived>, now: Date): Decision<Conversation> | undefined {
  const { edits, text } = data;
  const waiting = before.pending.find(({ id }) => id === edits);
  if (!waiting || waiting.text === text) return undefined;
  const after = { ...waiting, text: keptText(text), earlier: withWording(waiting) };
  const pending = before.pending.map((each) => (each === waiting ? after : each));
  return { document: { ...before, pending, updatedAt: now.toISOString() } };
}

function recordDeleted(before: Conversation, { id, data, occurredAt }: Event<MessageReceived>, now: Date) {
  const inbound = { id: data.messageId, text: "", attachments: [], choiceId: null, at: occurredAt };
  return decideRecordOnly(before, { turnId: id, inbound: { ...inbound, deletedAt: now.toISOString() }, now });
}
