import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { AlertsButton } from "../alerts/alerts-button.tsx";
import { PresenceChoice } from "../alerts/presence-choice.tsx";
import { Icon } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";
import { KeyListButton } from "../keys/key-list.tsx";
import { createStore, useStore } from "../store.ts";
import { useOnline } from "./use-online.ts";

/** Whether the conditions of the list are shown. */
export const filterShown = createStore(false);

/** The heading of the inbox: whether it is live, and how the person is reached. */
export function ListHead({ isFiltered }: { readonly isFiltered: boolean }) {
  const { queue } = useInbox();
  const { connection } = useStore(queue);
  const isOnline = useOnline();
  const isFilterShown = useStore(filterShown);
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
        <Button
          look="quiet"
          data-icon=""
          aria-pressed={isFilterShown || isFiltered}
          aria-label={m.inbox_filter()}
          title={`${m.inbox_filter()} (F)`}
          onClick={() => filterShown.set((before) => !before)}
        >
          <Icon name="filter" />
        </Button>
        <AlertsButton />
        <KeyListButton />
      </div>
    </header>
  );
}
