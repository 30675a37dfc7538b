import { Link, Outlet } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { m } from "#messages";
import { useSession } from "../api/session.ts";
import { Button } from "../components/button.tsx";
import { useLocale } from "../language/use-locale.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ClientMenu, InboxEntry } from "./client-menu.tsx";
import { ClientSwitcher } from "./client-switcher.tsx";
import { CommandMenu } from "./command-menu.tsx";
import { useMenuOf } from "./menu.ts";
import { PagePending } from "./page-states.tsx";
import { useClient } from "./use-client.ts";

/** The frame of every page: the sidebar, the choice of a client and the command menu. */
export function Shell() {
  useLocale();
  const session = useSession();
  const menuOf = useMenuOf(session);
  const client = useClient();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const isOperator = session.permissions.includes("conversations:operate");
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {m.skip_to_content()}
      </a>
      <header className="topbar">
        <Button
          look="quiet"
          aria-expanded={isOpen}
          aria-controls="sidebar"
          aria-label={m.menu()}
          data-narrow=""
          onClick={() => setOpen(!isOpen)}
        >
          ☰
        </Button>
        <ClientSwitcher current={client} />
        <CommandMenu session={session} client={client} />
        <AccountMenu session={session} />
      </header>
      <nav id="sidebar" className="sidebar" data-open={isOpen} aria-label={m.menu()}>
        {client !== undefined && (
          <ClientMenu client={client} pages={menuOf("client")} isOperator={isOperator} close={close} />
        )}
        <h2>{m.nav_agency()}</h2>
        <ul>
          {menuOf("side").map(({ path, label }) => (
            <li key={path}>
              <Link to={path} onClick={close} activeOptions={{ exact: path === "/clients" }}>
                {label()}
              </Link>
            </li>
          ))}
          {client === undefined && isOperator && <InboxEntry client={client} close={close} />}
        </ul>
      </nav>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
