import { useEffect, useRef } from "react";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { Time } from "../../../components/time.tsx";
import { useInbox } from "../inbox-context.ts";
import { createStore, useStore } from "../store.ts";
import { useOperators } from "../use-operators.ts";
import { customerName } from "../words.ts";
import { countText, type Mention } from "./mentions.ts";

/** Whether the notes that speak to the person stand in the place of the conversations. */
export const mentionsShown = createStore(false);

/** The switch to them, with the number of those that are unread. */
export function MentionsButton() {
  const { unread } = useStore(useInbox().mentions);
  return (
    <button
      type="button"
      className="mentions-switch"
      aria-pressed={useStore(mentionsShown)}
      title={`${m.inbox_mentions()} (M)`}
      onClick={() => mentionsShown.set(() => true)}
    >
      <span aria-hidden="true">@</span>
      <span className="visually-hidden">{m.inbox_mentions()}</span>
      {unread > 0 && (
        <>
          <b className="badge" aria-hidden="true">
            {countText(unread)}
          </b>
          <span className="visually-hidden">{m.inbox_mentions_unread({ count: countText(unread) })}</span>
        </>
      )}
    </button>
  );
}

/** Notes of all conversations that speak to this person, unread ones first. */
export function MentionList() {
  const { mentions, openId } = useInbox();
  const { items, cursor, isLoaded, problem, unread } = useStore(mentions);
  const open = useStore(openId);
  const { nameOf } = useOperators();
  // What was read last time does not stand among the unread for ever.
  useEffect(() => void mentions.refresh(), [mentions]);
  return (
    <div className="mention-list">
      <Problem error={problem} retry={() => void mentions.refresh()} />
      {!isLoaded && <Progress label={m.loading()} />}
      {isLoaded && items.length === 0 && <p className="inbox-empty">{m.inbox_mentions_none()}</p>}
      {unread > 0 && (
        <Button look="quiet" onClick={mentions.readAll}>
          {m.inbox_mentions_read_all()}
        </Button>
      )}
      <ul aria-label={m.inbox_mentions()}>
        {items.map((mention) => (
          <MentionRow
            key={mention.mention_id}
            mention={mention}
            isOpen={mention.conversation_id === open}
            by={nameOf(mention.by)}
          />
        ))}
      </ul>
      {cursor !== null && <More onSeen={mentions.more} />}
    </div>
  );
}

function MentionRow({
  mention,
  isOpen,
  by,
}: {
  readonly mention: Mention;
  readonly isOpen: boolean;
  readonly by: string;
}) {
  const { mentions, open, queue } = useInbox();
  const { conversation_id: id, text, at, read } = mention;
  const item = useStore(queue).items.find((each) => each.conversation_id === id);
  return (
    <li data-unread={!read} aria-current={isOpen ? "true" : undefined}>
      <button
        type="button"
        className="mention"
        onClick={() => {
          open(id);
          if (!read) mentions.mark(mention, true);
        }}
      >
        <span className="queue-row-head">
          <b dir="auto">
            {!read && <span className="visually-hidden">{m.inbox_unread()}: </span>}
            {by}
          </b>
          <Time at={at} />
        </span>
        <span className="mention-text" dir="auto">
          {text}
        </span>
        {item !== undefined && (
          <span className="quiet" dir="auto">
            {m.inbox_mention_about({ name: customerName(item.customer) })}
          </span>
        )}
      </button>
      <Button look="quiet" onClick={() => mentions.mark(mention, !read)}>
        {read ? m.inbox_mark_unread() : m.inbox_mention_read()}
      </Button>
    </li>
  );
}

/** The end of what is loaded: it loads more once it comes into view, or by a click. */
function More({ onSeen }: { onSeen(): Promise<void> }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null) return;
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void onSeen();
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [onSeen]);
  return (
    <div ref={end}>
      <Button look="quiet" onClick={() => void onSeen()}>
        {m.show_more()}
      </Button>
    </div>
  );
}
