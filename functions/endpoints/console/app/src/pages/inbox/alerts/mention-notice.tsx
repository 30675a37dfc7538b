import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { useInbox } from "../inbox-context.ts";
import { useStore } from "../store.ts";

/** Tells of notes that speak to this person, also where their conversation stands in another list. */
export function MentionNotice() {
  const { mentioned, open } = useInbox();
  const ids = useStore(mentioned);
  const [newest] = ids;
  return (
    <div role="status" className="mention-notice">
      {newest !== undefined && (
        <Button look="quiet" onClick={() => open(newest)}>
          {ids.length === 1 ? m.inbox_mentioned_once() : m.inbox_mentioned_often({ count: String(ids.length) })}
        </Button>
      )}
    </div>
  );
}
