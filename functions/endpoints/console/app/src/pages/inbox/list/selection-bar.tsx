import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { useStore } from "../store.ts";
import { clearSelection, selection } from "./selection.ts";

/** What can be done with several conversations at once. */
export function SelectionBar({ items }: { readonly items: readonly Item[] }) {
  const { actAll } = useInbox();
  const selected = useStore(selection);
  const chosen = items.filter(({ conversation_id: id }) => selected.has(id));
  if (chosen.length === 0) return null;
  return (
    <div className="selection-bar" role="toolbar" aria-label={m.inbox_selected({ count: String(chosen.length) })}>
      <b>{m.inbox_selected({ count: String(chosen.length) })}</b>
      <Button onClick={() => actAll(chosen, "resolve")}>{m.inbox_resolve()}</Button>
      <Button onClick={() => actAll(chosen, "snooze")}>{m.inbox_snooze()}</Button>
      <Button onClick={() => actAll(chosen, "label")}>{m.inbox_labels()}</Button>
      <Button onClick={() => actAll(chosen, "transfer")}>{m.inbox_transfer()}</Button>
      <Button onClick={() => actAll(chosen, "release")}>{m.inbox_release()}</Button>
      <Button look="quiet" onClick={() => selection.set(() => new Set(items.map(({ conversation_id: id }) => id)))}>
        {m.inbox_select_all()}
      </Button>
      <Button look="quiet" aria-label={m.inbox_select_none()} onClick={clearSelection}>
        ✕
      </Button>
    </div>
  );
}
