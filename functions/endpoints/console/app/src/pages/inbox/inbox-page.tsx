import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { useClient } from "../../shell/use-client.ts";
import { openVault } from "../../shell/vault/open-vault.ts";
import type { Vault } from "../../shell/vault/vault.ts";
import { tell } from "./alerts/alerts.ts";
import { Desk } from "./desk.tsx";
import { type InboxModel, openInbox } from "./inbox-model.ts";
import { customerName } from "./words.ts";
import "./styles/inbox.css";
import "./styles/list.css";
import "./styles/mentions.css";
import "./styles/tools.css";
import "./styles/thread.css";
import "./styles/composer.css";

const lastClientKey = "console-inbox-client";

/** The inbox of one client. Without one in the address, the last one that was looked at, or the first. */
export function InboxPage() {
  const session = useSession();
  const client = useClient();
  const own = session.is_agency ? undefined : session.client_id;
  const { data, error } = useQuery({
    queryKey: ["clients", "inbox"],
    enabled: client === undefined && own === undefined,
    queryFn: ({ signal }) => api("GET", "/v1/clients", { query: { limit: 100 }, signal }),
  });
  if (client !== undefined) return <ClientInbox key={client} client={client} />;
  const known = own === undefined ? data?.items.map(({ client_id: id }) => id) : [own];
  if (known === undefined)
    return <Page title={m.nav_inbox()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const last = localStorage.getItem(lastClientKey);
  const chosen = known.find((id) => id === last) ?? known[0];
  if (chosen === undefined) return <Page title={m.nav_inbox()}>{m.no_clients()}</Page>;
  return <Navigate to="/inbox/{-$conversation}" search={{ client: chosen }} replace />;
}

function ClientInbox({ client }: { readonly client: string }) {
  const { person_id, browser_key, roles } = useSession();
  const vault = useVault(person_id, browser_key);
  const isAdmin = roles.includes("admin");
  const [model, setModel] = useState<InboxModel>();
  const goTo = useRef<(id: string) => void>(() => undefined);
  useEffect(() => {
    localStorage.setItem(lastClientKey, client);
    if (vault === undefined) return;
    const opened = openInbox({
      client,
      personId: person_id,
      isAdmin,
      vault,
      onAlert({ kind, conversation_id: id }, item) {
        const name = item === undefined ? m.inbox_customer() : customerName(item.customer);
        const texts: Partial<Record<string, typeof m.inbox_wrote>> = {
          "customer-wrote": m.inbox_wrote,
          note: m.inbox_mentions_you,
        };
        const text = (texts[kind] ?? m.inbox_new_handoff)({ name });
        tell(text, () => goTo.current(id));
      },
    });
    setModel(opened);
    return () => {
      setModel(undefined);
      opened.close();
    };
  }, [client, person_id, isAdmin, vault]);
  if (model === undefined) return null;
  return <OpenInbox model={model} goTo={goTo} />;
}

/** What the person has written and not sent in this browser, once it has been read. */
function useVault(person_id: string, browser_key: string): Vault | undefined {
  const [vault, setVault] = useState<Vault>();
  useEffect(() => {
    let isLeft = false;
    void openVault({ person_id, browser_key }).then((opened) => {
      if (!isLeft) setVault(opened);
    });
    return () => {
      isLeft = true;
      setVault(undefined);
    };
  }, [person_id, browser_key]);
  return vault;
}

/** The address names the open conversation, so that reloading and going back work. */
function OpenInbox({ model, goTo }: { readonly model: InboxModel; readonly goTo: { current: (id: string) => void } }) {
  const navigate = useNavigate();
  const { conversation } = useParams({ strict: false }) as { readonly conversation?: string };
  const { client, openId } = model;
  useEffect(() => openId.set(() => conversation), [conversation, openId]);
  const open = useCallback(
    (id: string | undefined) => {
      // Shown at once; the address follows.
      openId.set(() => id);
      void navigate({ to: "/inbox/{-$conversation}", params: { conversation: id }, search: { client } });
    },
    [navigate, client, openId],
  );
  useEffect(() => {
    goTo.current = open;
  }, [goTo, open]);
  const opened = useMemo(() => ({ ...model, open }), [model, open]);
  return <Desk opened={opened} />;
}
