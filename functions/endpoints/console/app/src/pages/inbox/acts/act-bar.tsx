import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { useInbox } from "../inbox-context.ts";
import type { ActName, Item } from "../item.ts";
import { keyLabel } from "../keys/key-names.ts";
import { keys } from "../keys/keys.ts";
import { actsFor } from "./acts.ts";

export const actTexts: Readonly<Record<ActName, () => string>> = {
  takeover: m.inbox_takeover,
  release: m.inbox_release,
  transfer: m.inbox_transfer,
  resolve: m.inbox_resolve,
};

/** What the person can do with the conversation. */
export function ActBar({ item }: { readonly item: Item }) {
  const { me, act } = useInbox();
  return (
    <div className="act-bar">
      {actsFor(item, me).map((action) => (
        <Button
          key={action}
          look={action === "takeover" ? "primary" : "plain"}
          title={`${actTexts[action]()} (${keyLabel(keys[action])})`}
          onClick={() => act(item, action)}
        >
          {actTexts[action]()}
        </Button>
      ))}
    </div>
  );
}
