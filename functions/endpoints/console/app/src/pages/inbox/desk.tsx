import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { m } from "#messages";
import { Problem } from "../../components/status.tsx";
import { actTexts } from "./acts/act-bar.tsx";
import type { PendingAct } from "./acts/acts.ts";
import { type Asked, asks, Questions } from "./acts/questions.tsx";
import { UndoBar } from "./acts/undo-bar.tsx";
import { ConversationPane } from "./conversation/conversation-pane.tsx";
import { InboxContext, type InboxParts } from "./inbox-context.ts";
import type { Item } from "./item.ts";
import { KeyList } from "./keys/key-list.tsx";
import { useInboxKeys } from "./keys/use-inbox-keys.ts";
import type { Filter } from "./list/filter.ts";
import { ListPane } from "./list/list-pane.tsx";
import type { Part } from "./list/queue-filter.ts";
import { clearSelection } from "./list/selection.ts";
import { useListed } from "./list/use-listed.ts";
import { MacroDialog } from "./macros/macro-dialog.tsx";
import { mentionsShown } from "./mentions/mention-list.tsx";
import { isUnread, neighbour } from "./queue/queue.ts";
import { SavedReplyDialog } from "./saved-replies/saved-reply-dialog.tsx";
import { useStore } from "./store.ts";
import { customerName } from "./words.ts";

const wideEnough = "(width >= 75rem)";

/** The three panes: the list, the conversation, and the customer. On a phone one of them is shown at a time. */
export function Desk({ opened }: { readonly opened: Omit<InboxParts, "act" | "actAll"> }) {
  const { openId, deeds, open, problem: problems, queue, seen, client } = opened;
  const id = useStore(openId);
  const problem = useStore(problems);
  const [part, setPart] = useState<Part>("open");
  const [filter, setFilter] = useState<Filter>({});
  const [words, setWords] = useState("");
  const listed = useListed(opened, part, filter, useDeferredValue(words.trim()));
  const [hasDetails, setDetails] = useState(() => matchMedia(wideEnough).matches);
  const [asked, setAsked] = useState<Asked>();
  const mentions = useStore(opened.mentions).items;
  const hasMentions = useStore(mentionsShown);
  const ids = useMemo(() => {
    const shown = hasMentions && words === "" ? mentions : listed.items;
    return [...new Set(shown.map(({ conversation_id: each }) => each))];
  }, [hasMentions, words, mentions, listed.items]);

  const goOn = useCallback(
    (from: string) => {
      const next = neighbour(ids, from, 1);
      open(next === from ? neighbour(ids, from, -1) : next);
    },
    [ids, open],
  );
  const perform = useCallback(
    (items: readonly Item[], done: PendingAct, what = actTexts[done.action]()) => {
      const [first] = items;
      if (first === undefined) return;
      const name = items.length === 1 ? customerName(first.customer) : m.inbox_several({ count: String(items.length) });
      deeds.perform(items, done, m.inbox_done({ what, name }));
      clearSelection();
    },
    [deeds],
  );
  const act = useCallback<InboxParts["act"]>(
    (item, action, { next = false } = {}) => {
      if (next) goOn(item.conversation_id);
      if (asks(action)) setAsked({ action, items: [item] });
      else perform([item], { action });
    },
    [perform, goOn],
  );
  const actAll = useCallback<InboxParts["actAll"]>(
    (items, action) => {
      if (asks(action)) return setAsked({ action, items });
      perform(items, { action });
    },
    [perform],
  );
  const parts = useMemo(() => ({ ...opened, act, actAll }), [opened, act, actAll]);
  useInboxKeys({ parts, ids, toggleDetails: () => setDetails(!hasDetails) });

  // The conversations beside the open one are likely to be opened next.
  useEffect(() => {
    for (const step of [1, -1] as const) {
      const beside = id === undefined ? undefined : neighbour(ids, id, step);
      if (beside !== undefined && beside !== id) opened.conversation(beside).prepare();
    }
  }, [id, ids, opened]);

  const { items } = useStore(queue);
  const seenNow = useStore(seen);
  const unread = items.filter(
    (item) => item.conversation_id !== id && isUnread(item, seenNow[item.conversation_id]),
  ).length;
  useEffect(() => {
    document.title = `${unread === 0 ? "" : `(${unread}) `}${m.nav_inbox()} · ${client}`;
  }, [unread, client]);

  return (
    <InboxContext value={parts}>
      <div className="inbox" data-shown={id === undefined ? "list" : hasDetails ? "details" : "conversation"}>
        <ListPane
          part={part}
          listed={listed}
          onPart={setPart}
          filter={filter}
          onFilter={setFilter}
          words={words}
          onWords={setWords}
        />
        {id === undefined ? (
          <section className="inbox-conversation inbox-nothing" aria-label={m.inbox_conversation()}>
            <p>{m.inbox_choose()}</p>
            <p className="quiet">{m.inbox_choose_keys()}</p>
          </section>
        ) : (
          <ConversationPane key={id} id={id} hasDetails={hasDetails} onDetails={() => setDetails(!hasDetails)} />
        )}
        <div className="inbox-problem">
          <Problem error={problem} />
          {problem && (
            <button type="button" className="button" data-look="quiet" onClick={() => problems.set(() => undefined)}>
              {m.close()}
            </button>
          )}
        </div>
        <UndoBar />
        <KeyList />
        <MacroDialog id={id} />
        <SavedReplyDialog />
        <Questions asked={asked} onClose={() => setAsked(undefined)} perform={perform} />
      </div>
    </InboxContext>
  );
}
