import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import type { ClientGroup, PageDefinition } from "../pages/page-definition.ts";
import { groupsOf } from "./menu.ts";

const titles: Readonly<Record<ClientGroup, () => string>> = {
  run: m.nav_group_run,
  build: m.nav_group_build,
  win: m.nav_group_win,
  settings: m.nav_group_settings,
};

/** The pages about one client, in parts: what runs, what is built, how it was won. */
export function ClientMenu({
  client,
  pages,
  isOperator,
  close,
}: {
  readonly client: string;
  readonly pages: readonly PageDefinition[];
  readonly isOperator: boolean;
  /** Puts the menu away on a narrow screen. */
  close(): void;
}) {
  return groupsOf(pages).map(({ group, pages: own }) => (
    <section key={group}>
      <h2>{titles[group]()}</h2>
      <ul>
        {group === "run" && isOperator && <InboxEntry client={client} close={close} />}
        {own.map(({ path, label }) => (
          <li key={path}>
            <Link to={path} params={{ client }} onClick={close} activeOptions={{ exact: true }}>
              {label()}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}

export function InboxEntry({ client, close }: { readonly client: string | undefined; close(): void }) {
  return (
    <li>
      <Link to="/inbox/{-$conversation}" search={client === undefined ? {} : { client }} onClick={close}>
        {m.nav_inbox()}
      </Link>
    </li>
  );
}
