import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { useInbox } from "../inbox-context.ts";
import { useStore } from "../store.ts";
import { useOperators } from "../use-operators.ts";
import type { Refusal } from "./deeds.ts";

/** Why the last action with this conversation was refused, and what can be done. */
export function RefusalNotice({ id }: { readonly id: string }) {
  const { deeds } = useInbox();
  const refusal = useStore(deeds.refusal);
  const { nameOf } = useOperators();
  if (refusal?.conversationId !== id) return null;
  return (
    <div className="notice refusal" data-tone="bad" role="alert">
      <p>{refusalText(refusal, nameOf)}</p>
      {refusal.why === "held-force" && (
        <Button look="danger" onClick={refusal.force}>
          {m.inbox_take_anyway()}
        </Button>
      )}
      <Button look="quiet" aria-label={m.close()} onClick={() => deeds.refusal.set(() => undefined)}>
        ✕
      </Button>
    </div>
  );
}

function refusalText({ why, holder, detail }: Refusal, nameOf: (id: string) => string): string {
  if (why === "moved-on") return m.inbox_moved_on();
  if (holder === null) return detail;
  const name = nameOf(holder);
  return why === "held-force" ? m.inbox_held_admin({ name }) : m.inbox_held({ name });
}
