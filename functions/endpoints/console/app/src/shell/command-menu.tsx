import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import { m } from "#messages";
import type { SessionView } from "../../../../../engines/accounts/session-view.ts";
import { api } from "../api/api.ts";
import { Button } from "../components/button.tsx";
import { useMenuOf } from "./menu.ts";
import { type PageCommand, usePageCommands } from "./page-commands.ts";

type Command = PageCommand | { readonly id: string; readonly label: string; readonly to: string };

const keys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K";

/** Ctrl+K or ⌘K: every page and every client by a few letters, without the mouse. */
export function CommandMenu({
  session,
  client,
}: {
  readonly session: SessionView;
  readonly client: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <Button look="plain" data-command="" aria-label={`${m.command_menu()} ${keys}`} onClick={() => setOpen(true)}>
        <span data-wide="">{m.command_menu()}</span> <kbd>{keys}</kbd>
      </Button>
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Backdrop className="backdrop" />
          <Dialog.Popup className="dialog commands" aria-label={m.command_menu()}>
            <Commands session={session} client={client} close={() => setOpen(false)} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}

function Commands({
  session,
  client,
  close,
}: {
  readonly session: SessionView;
  readonly client: string | undefined;
  close(): void;
}) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const navigate = useNavigate();
  const commands = useCommands(session, client, typed.trim());
  const chosen = commands[Math.min(at, commands.length - 1)];

  function run(command: Command | undefined): void {
    if (command === undefined) return;
    close();
    if ("run" in command) command.run();
    else if (command.to.startsWith("/console")) void navigate({ to: command.to.slice("/console".length) });
    else window.location.assign(command.to);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter" && !event.nativeEvent.isComposing) run(chosen);
    if (move === 0 || commands.length === 0) return;
    event.preventDefault();
    setAt((before) => (Math.min(before, commands.length - 1) + move + commands.length) % commands.length);
  }

  return (
    <>
      <input
        className="input"
        role="combobox"
        aria-label={m.command_menu()}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        placeholder={m.command_hint()}
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={m.command_menu()} className="options">
        {commands.map((command) => (
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            onClick={() => run(command)}
            onKeyDown={onKeyDown}
          >
            {command.label}
            {"key" in command && <kbd>{command.key}</kbd>}
          </div>
        ))}
      </div>
      {commands.length === 0 && <p className="quiet">{m.nothing_found()}</p>}
    </>
  );
}

/** What the page can do and pages whose name contains what was typed, then clients that the API finds by it. */
function useCommands(session: SessionView, client: string | undefined, typed: string): readonly Command[] {
  const search = useDeferredValue(typed);
  const menuOf = useMenuOf(session);
  const ofPage = usePageCommands();
  const { data } = useQuery({
    queryKey: ["clients", "commands", search],
    queryFn: ({ signal }) =>
      api("GET", "/v1/clients", { query: { limit: 8, ...(search === "" ? {} : { search }) }, signal }),
  });
  const about = client === undefined ? [] : menuOf("client");
  const own = [...about, ...menuOf("side")].map(({ path, label }) => ({
    id: path.replace(/\W/g, "_"),
    label: label(),
    to: `/console${path.replace("$client", client ?? "")}`,
  }));
  const others = [
    { id: "inbox", label: m.nav_inbox(), to: `/console/inbox${client === undefined ? "" : `?client=${client}`}` },
  ];
  const clients = (data?.items ?? []).map(({ client_id, name }) => ({
    id: `client_${client_id}`,
    label: name,
    to: `/console/clients/${client_id}`,
  }));
  const word = typed.toLocaleLowerCase();
  const named: readonly Command[] = [...ofPage, ...own, ...others];
  return [...named.filter(({ label }) => label.toLocaleLowerCase().includes(word)), ...clients];
}
