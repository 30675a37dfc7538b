import { m } from "#messages";
import type { Deed } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { LabelDialog } from "../labels/label-dialog.tsx";
import type { PendingAct } from "./acts.ts";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

const asking = ["transfer", "snooze", "label"] as const;

/** An action that needs an answer first, and the conversations that it is for. */
export interface Asked {
  readonly action: (typeof asking)[number];
  readonly items: readonly Item[];
}

export function asks(action: Deed): action is Asked["action"] {
  return (asking as readonly string[]).includes(action);
}

/** The dialogue of what is asked now. */
export function Questions({
  asked,
  onClose,
  perform,
}: {
  readonly asked: Asked | undefined;
  onClose(): void;
  perform(items: readonly Item[], act: PendingAct, what?: string): void;
}) {
  const items = asked?.items ?? [];
  const done = (act: PendingAct, what?: string) => {
    perform(items, act, what);
    onClose();
  };
  return (
    <>
      <TransferDialog
        open={asked?.action === "transfer"}
        onClose={onClose}
        onChosen={(to, name) => done({ action: "transfer", to }, m.inbox_transferred({ name }))}
      />
      <SnoozeDialog
        open={asked?.action === "snooze"}
        onClose={onClose}
        onChosen={(until) => done({ action: "snooze", until })}
      />
      <LabelDialog items={asked?.action === "label" ? items : []} onClose={onClose} />
    </>
  );
}
