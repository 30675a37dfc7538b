import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";
import type { ActName, Item } from "../item.ts";
import { keyLabel } from "../keys/key-names.ts";
import { keys } from "../keys/keys.ts";
import { macrosShown } from "../macros/use-macro-commands.ts";
import { actsFor } from "./acts.ts";

/** The actions that need no word where there is little room. */
const icons: Partial<Record<ActName, IconName>> = {
  release: "bot",
  snooze: "clock",
  unsnooze: "clock",
  transfer: "transfer",
};

export const actTexts: Readonly<Record<ActName, () => string>> = {
  takeover: m.inbox_takeover,
  release: m.inbox_release,
  transfer: m.inbox_transfer,
  resolve: m.inbox_resolve,
  snooze: m.inbox_snooze,
  unsnooze: m.inbox_unsnooze,
};

/** What the person can do with the conversation. */
export function ActBar({ item }: { readonly item: Item }) {
  const { me, act } = useInbox();
  return (
    <div className="act-bar">
      <Button
        data-icon=""
        aria-label={m.inbox_macros()}
        title={`${m.inbox_macros()} (Alt 1…9)`}
        onClick={() => macrosShown.set(() => true)}
      >
        <Icon name="macro" />
      </Button>
      {actsFor(item, me).map((action) => (
        <Button
          key={action}
          look={action === "takeover" ? "primary" : "plain"}
          {...iconProps(action)}
          title={`${actTexts[action]()} (${keyLabel(keys[action === "unsnooze" ? "snooze" : action])})`}
          onClick={() => act(item, action)}
        >
          {icons[action] === undefined ? actTexts[action]() : <Icon name={icons[action]} />}
        </Button>
      ))}
    </div>
  );
}

function iconProps(action: ActName) {
  return icons[action] === undefined ? {} : { "data-icon": "", "aria-label": actTexts[action]() };
}
