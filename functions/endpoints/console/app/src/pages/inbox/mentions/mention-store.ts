import { api } from "../../../api/api.ts";
import { createStore, type Store } from "../store.ts";
import { type Mention, type MentionState, maySpeakIn, noMentions, withRead } from "./mentions.ts";

export interface Mentions extends Store<MentionState> {
  /** Reads the list from its beginning: a note has come. */
  refresh(): Promise<void>;
  more(): Promise<void>;
  /** All that are shown. */
  readAll(): void;
  mark(mention: Mention, read: boolean): void;
  /** Those of a conversation that is being looked at. */
  readConversation(id: string): void;
}

const pageSize = 50;
/** As the API takes them at once. */
const mostMarked = 100;

/** A client's notes that speak to this person, until `signal` aborts. */
export function openMentions(client: string, signal: AbortSignal): Mentions {
  const store = createStore<MentionState>(noMentions);
  const failed = (problem: Error) => {
    if (!signal.aborted) store.set((before) => ({ ...before, problem, isLoaded: true }));
  };
  const page = (cursor?: string) =>
    api("GET", "/v1/inbox/mentions", {
      query: { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    });

  async function refresh(): Promise<void> {
    await page().then(
      ({ items, next_cursor: cursor, unread }) =>
        store.set(() => ({ items, cursor, unread, isLoaded: true, problem: undefined })),
      failed,
    );
  }

  let loading: string | undefined;
  async function more(): Promise<void> {
    const { cursor } = store.get();
    if (cursor === null || cursor === loading) return;
    loading = cursor;
    await page(cursor).then(({ items, next_cursor: next, unread }) => {
      const known = new Set(store.get().items.map(({ mention_id: id }) => id));
      const added = items.filter(({ mention_id: id }) => !known.has(id));
      store.set((before) => ({ ...before, items: [...before.items, ...added], cursor: next, unread }));
    }, failed);
    loading = undefined;
  }

  /** Shown at once. A refusal shows the list as it is. */
  function tell(
    which: (mention: Mention) => boolean,
    body: { readonly mentions?: string[]; readonly conversation_id?: string; readonly read: boolean },
  ): void {
    store.set((before) => withRead(before, which, body.read));
    api("POST", "/v1/inbox/mentions/read", { body, client, signal }).then(
      ({ unread }) => store.set((before) => ({ ...before, unread })),
      () => refresh(),
    );
  }

  return {
    ...store,
    refresh,
    more,
    readAll() {
      const unread = store.get().items.filter(({ read }) => !read);
      const ids = unread.slice(0, mostMarked).map(({ mention_id: id }) => id);
      if (ids.length > 0) tell(({ mention_id: id }) => ids.includes(id), { mentions: ids, read: true });
    },
    mark({ mention_id: marked }, read) {
      tell(({ mention_id: id }) => id === marked, { mentions: [marked], read });
    },
    readConversation(id) {
      if (!maySpeakIn(store.get(), id)) return;
      tell(({ conversation_id: of }) => of === id, { conversation_id: id, read: true });
    },
  };
}
