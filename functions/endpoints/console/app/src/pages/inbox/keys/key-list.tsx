import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { Icon } from "../icon.tsx";
import { createStore, useStore } from "../store.ts";
import { keyLabel, keyTexts } from "./key-names.ts";
import { type KeyName, keys } from "./keys.ts";

/** Whether the list of keys is shown. */
export const keyListShown = createStore(false);
const writing = [
  { key: "/", text: m.inbox_key_slash },
  { key: "@", text: m.inbox_key_at },
  { key: "Enter", text: m.inbox_key_send },
  { key: "⇧ Enter", text: m.inbox_key_line },
] as const;

export function KeyListButton() {
  return (
    <Button
      look="quiet"
      data-icon=""
      data-keys=""
      aria-label={m.inbox_keys()}
      title={`${m.inbox_keys()} (?)`}
      onClick={() => keyListShown.set(() => true)}
    >
      <Icon name="keys" />
    </Button>
  );
}

/** All keys of the inbox. */
export function KeyList() {
  const isShown = useStore(keyListShown);
  const names = Object.keys(keyTexts) as KeyName[];
  return (
    <Dialog title={m.inbox_keys()} open={isShown} onClose={() => keyListShown.set(() => false)}>
      <dl className="key-list">
        <KeyLine label="Alt 1…9" text={m.inbox_key_macros()} />
        {names.map((name) => (
          <KeyLine key={name} label={keyLabel(keys[name])} text={keyTexts[name]()} />
        ))}
      </dl>
      <h3>{m.inbox_keys_writing()}</h3>
      <dl className="key-list">
        {writing.map(({ key, text }) => (
          <KeyLine key={key} label={key} text={text()} />
        ))}
      </dl>
    </Dialog>
  );
}

function KeyLine({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="key-line">
      <dt>
        <kbd>{label}</kbd>
      </dt>
      <dd>{text}</dd>
    </div>
  );
}
