import { messageDeleted } from "../../../../../shared/events/index.ts";
import { type Documents, put, remove, type Stored, type Write } from "../../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import type { Owned } from "../../../../../shared/runtime/owned-document.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import { conversations } from "../../conversations.ts";
import { type HandoffLogEntry, handoffLog } from "../../handoff/log.ts";
import { type Turn, turns } from "../../turn-record.ts";
import { type TurnTrace, turnTraces } from "../../turn-trace.ts";
import { turnsOfMessage } from "./edited-message.ts";

/** Ids kept of deleted messages: a message that arrives after its deletion is recorded without its words. */
const deletedKept = 50;

interface Found {
  readonly held: readonly Stored<Owned<Turn>>[];
  readonly entries: readonly Stored<HandoffLogEntry>[];
  /** What models were shown with the message in it. */
  readonly traces: readonly Stored<TurnTrace>[];
}

/** More than any prompt's history holds (`recent_messages`), so that no later turn was shown the message. */
const tracesForgotten = 200;

/**
 * Forgets a message that the customer deleted: its words and files leave the agent's history, the burst, the turn's record
 * and the handoff's log, and what models were shown with it. Operators see that there was one. What was answered stays.
 */
export function forgetMessageStep({ platform }: { readonly platform: Pick<Platform, "documents"> }) {
  return step({
    name: "conversation-forget-message",
    on: messageDeleted,
    document: conversations,
    documentId: (event) => event.data.conversationId,
    exclusive: false,

    async gather(conversation, { tenantId, data }): Promise<Found> {
      if (!conversation) return { held: [], entries: [], traces: [] };
      const { documents } = platform;
      const held = await turnsOfMessage(documents, tenantId, conversation, data.messageId);
      const [entries, traces] = await Promise.all([
        Promise.all(held.map(({ id }) => entryOf(documents, tenantId, id))),
        tracesSince(documents, tenantId, held),
      ]);
      return { held, entries: entries.filter((entry) => entry !== undefined), traces };
    },

    decide(conversation, { data: { messageId } }, { held, entries, traces }, now) {
      if (!conversation) return undefined;
      const at = now.toISOString();
      const isOther = ({ id }: { readonly id: string }) => id !== messageId;
      const pending = conversation.pending.filter(isOther);
      const deleted = [...(conversation.deleted ?? []).filter((id) => id !== messageId), messageId].slice(-deletedKept);
      return {
        document: {
          ...conversation,
          recent: conversation.recent.filter(isOther),
          pending,
          // An empty burst has nothing to answer.
          burst: pending.length === 0 ? null : conversation.burst,
          deleted,
          updatedAt: at,
        },
        writes: [
          ...held.map((turn) => forgotten(turn, messageId, at)),
          ...entries.map(withoutText),
          ...traces.map(({ id }) => remove(turnTraces, id)),
        ],
      };
    },
  });
}

function entryOf(documents: Pick<Documents, "get">, tenantId: TenantId, turnId: string) {
  return documents.get(tenantId, handoffLog, deriveId(turnId, "handoff", "customer-wrote"));
}

/** The traces of the turn and of those after it, in whose history the message stood. */
async function tracesSince(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  held: readonly Stored<Owned<Turn>>[],
): Promise<readonly Stored<TurnTrace>[]> {
  const [first] = held.map(({ data }) => data.state).toSorted((one, other) => one.index - other.index);
  if (first === undefined) return [];
  const page = await documents.query(tenantId, turnTraces, {
    where: [
      ["conversationId", "==", first.conversationId],
      ["at", ">=", first.at],
    ],
    orderBy: { field: "at", direction: "asc" },
    limit: tracesForgotten,
  });
  return page.items;
}

function forgotten(stored: Stored<Owned<Turn>>, messageId: string, at: string): Write {
  const { state } = stored.data;
  const inbound = state.inbound.map((message) =>
    message.id === messageId || message.edits === messageId
      ? {
          id: message.id,
          text: "",
          attachments: [],
          choiceId: null,
          at: message.at,
          deletedAt: message.deletedAt ?? at,
        }
      : message,
  );
  return put(
    turns.collection,
    stored.id,
    { ...stored.data, state: { ...state, inbound } },
    { ifVersion: stored.version },
  );
}

function withoutText({ id, version, data }: Stored<HandoffLogEntry>): Write {
  return put(handoffLog, id, { ...data, text: null }, { ifVersion: version });
}
