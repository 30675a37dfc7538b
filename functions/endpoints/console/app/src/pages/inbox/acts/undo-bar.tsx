import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { useInbox } from "../inbox-context.ts";
import { useStore } from "../store.ts";

/** What was just done and can still be undone. */
export function UndoBar() {
  const { deeds } = useInbox();
  const held = useStore(deeds.held);
  return (
    <div className="undo-bar" role="status">
      {held.map(({ id, label }) => (
        <p key={id} className="undo">
          <span dir="auto">{label}</span>
          <Button look="quiet" onClick={() => deeds.undo(id)}>
            {m.inbox_undo()} <kbd>Z</kbd>
          </Button>
        </p>
      ))}
    </div>
  );
}
