import { api, newKey } from "../../api/api.ts";
import { outboxName } from "../../shell/vault/text-names.ts";
import type { Vault } from "../../shell/vault/vault.ts";
import type { Deeds } from "./acts/deeds.ts";
import { openDeeds } from "./acts/deeds.ts";
import { isAlerting } from "./alerts/alert-rules.ts";
import { isMention } from "./alerts/mentioned.ts";
import { type Seen, seenIn, withoutSeen, withSeen } from "./alerts/seen.ts";
import { type Attention, withAttention } from "./attention/attention.ts";
import { type OpenConversation, openConversation } from "./conversation/conversation-store.ts";
import type { HandoffEvent, Item } from "./item.ts";
import { type Mentions, openMentions } from "./mentions/mention-store.ts";
import { outbox, type Unsent } from "./outbox/outbox.ts";
import { openQueue, type Queue } from "./queue/queue-store.ts";
import { createStore, type Store } from "./store.ts";

/** One client's inbox in this window: what it shows, and what the person does in it. */
export interface InboxModel {
  readonly client: string;
  /** The person, as the API names operators. */
  readonly me: string;
  readonly isAdmin: boolean;
  readonly queue: Queue;
  /** The open conversation. */
  readonly openId: Store<string | undefined>;
  readonly seen: Store<Seen>;
  /** The notes that speak to this person, of all conversations. */
  readonly mentions: Mentions;
  readonly unsent: Store<readonly Unsent[]>;
  readonly outbox: ReturnType<typeof outbox>;
  readonly deeds: Deeds;
  /** What the person writes, until it is sent. */
  readonly vault: Vault;
  /** What colleagues do at the moment. */
  readonly attention: Store<readonly Attention[]>;
  /** What went wrong and belongs to no place of its own. */
  readonly problem: Store<Error | undefined>;
  conversation(id: string): OpenConversation;
  markSeen(id: string, at: string): void;
  /** As if it had not been read, until it is opened again. */
  markUnread(id: string): void;
  close(): void;
}

/** Conversations that are kept in memory, so that going back to one is immediate. */
const kept = 30;

export function openInbox({
  client,
  personId,
  isAdmin,
  vault,
  onAlert,
}: {
  readonly client: string;
  readonly personId: string;
  readonly isAdmin: boolean;
  readonly vault: Vault;
  onAlert(event: HandoffEvent, item: Item | undefined): void;
}): InboxModel {
  const leaving = new AbortController();
  const { signal } = leaving;
  const me = `person:${personId}`;
  const owner = `${client}:${personId}`;
  const openId = createStore<string | undefined>(undefined);
  const problem = createStore<Error | undefined>(undefined);
  const onProblem = (error: unknown) => {
    if (!signal.aborted) problem.set(() => (error instanceof Error ? error : new Error(String(error))));
  };
  const conversations = new Map<string, OpenConversation>();

  const mentions = openMentions(client, signal);
  void mentions.refresh();

  const attention = createStore<readonly Attention[]>([]);
  const queue = openQueue({
    client,
    signal,
    onAttention: (event) => attention.set((before) => withAttention(before, event, Date.now())),
    onEvent(event, item) {
      const where = { me, openId: openId.get(), isHidden: document.hidden };
      if (isMention(event, me)) void tellMention(event.conversation_id);
      if (!isAlerting(event, where)) return;
      onAlert(event, item);
    },
  });

  /** A note in the conversation that is being looked at is read at once. */
  async function tellMention(id: string): Promise<void> {
    await mentions.refresh();
    if (openId.get() === id && !document.hidden) mentions.readConversation(id);
  }

  function conversation(id: string): OpenConversation {
    const opened =
      conversations.get(id) ??
      openConversation(client, id, () => queue.get().items.find((item) => item.conversation_id === id));
    // The one used last stays longest.
    conversations.delete(id);
    conversations.set(id, opened);
    const [oldest] = conversations.keys();
    if (conversations.size > kept && oldest !== undefined) conversations.delete(oldest);
    return opened;
  }

  const seenKey = `console-inbox-seen:${owner}`;
  const seen = createStore<Seen>(seenIn(localStorage.getItem(seenKey)));

  function keepSeen(next: Seen): void {
    seen.set(() => next);
    localStorage.setItem(seenKey, JSON.stringify(next));
  }
  /** Tells the API too, for the person's other browsers. This one knows it already, so a failure changes nothing. */
  function mark(id: string, as: "read" | "unread"): void {
    void api("POST", `/v1/conversations/:id/${as}`, { params: { id }, body: {}, client, signal }).catch(
      () => undefined,
    );
  }

  const unsent = createStore<readonly Unsent[]>([]);
  const out = outbox({
    send: (entry) => say(client, entry),
    vault,
    prefix: outboxName(client),
    newKey,
    onChange: (entries) => unsent.set(() => entries),
    async onSent({ conversationId, kind }, answer) {
      const opened = conversations.get(conversationId);
      // What was sent is in the timeline before it leaves the outbox. Without a network it follows later.
      await opened?.refresh().catch(() => undefined);
      if (kind === "whisper") return;
      opened?.take(answer as Item);
      queue.take(answer as Item);
    },
    onSignedOut: onProblem,
    signal,
    exclusively: oneWindow,
  });
  unsent.set(out.entries);
  out.resume();
  vault.onOthers(() => unsent.set(out.entries), signal);

  const deeds = openDeeds({ client, me, isAdmin, queue, conversation, onProblem });
  addEventListener("pagehide", deeds.flush, { signal });

  return {
    client,
    me,
    isAdmin,
    queue,
    openId,
    seen,
    unsent,
    outbox: out,
    deeds,
    vault,
    problem,
    conversation,
    attention,
    mentions,
    markSeen(id, at) {
      mentions.readConversation(id);
      const before = seen.get();
      keepSeen(withSeen(before, id, at));
      if (seen.get() !== before) mark(id, "read");
    },
    markUnread(id) {
      keepSeen(withoutSeen(seen.get(), id));
      queue.set((before) => ({
        ...before,
        items: before.items.map((item) => (item.conversation_id === id ? { ...item, unread: true } : item)),
      }));
      mark(id, "unread");
    },
    close() {
      deeds.flush();
      leaving.abort();
    },
  };
}

function say(client: string, entry: Unsent) {
  const { id, conversationId, kind, text, force, callId = "", files = [], written, mentions } = entry;
  const of = {
    client,
    params: { id: conversationId },
    idempotencyKey: id,
    query: force ? { force: "true" as const } : {},
  };
  if (kind === "note") {
    const body = { text, ...(mentions === undefined ? {} : { mentions: [...mentions] }) };
    return api("POST", "/v1/conversations/:id/note", { ...of, body });
  }
  if (kind === "reply") {
    const body = { text, files: [...files], ...(written === undefined ? {} : { written }) };
    return api("POST", "/v1/conversations/:id/reply", { ...of, body });
  }
  return api("POST", "/v1/calls/:id/whisper", { client, params: { id: callId }, idempotencyKey: id, body: { text } });
}

/** Two windows of one browser have the same outbox. A page without TLS has no locks: the keys still send once. */
async function oneWindow(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(name, work);
}
