import { m } from "#messages";
import { AlertsButton } from "../alerts/alerts-button.tsx";
import { PresenceChoice } from "../alerts/presence-choice.tsx";
import { useInbox } from "../inbox-context.ts";
import { KeyListButton } from "../keys/key-list.tsx";
import { useStore } from "../store.ts";
import { useOnline } from "./use-online.ts";

/** The heading of the inbox: whether it is live, and how the person is reached. */
export function ListHead() {
  const { queue } = useInbox();
  const { connection } = useStore(queue);
  const isOnline = useOnline();
  const shown = isOnline ? connection : "offline";
  const texts = {
    connecting: m.inbox_connecting,
    live: m.inbox_live,
    reconnecting: m.inbox_reconnecting,
    offline: m.inbox_offline,
  };
  return (
    <header className="inbox-list-head">
      <h1>{m.nav_inbox()}</h1>
      <p role="status" className="connection" data-state={shown}>
        {texts[shown]()}
      </p>
      <div className="inbox-tools">
        <PresenceChoice />
        <AlertsButton />
        <KeyListButton />
      </div>
    </header>
  );
}
