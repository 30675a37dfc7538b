import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { useList } from "../../api/use-list.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { useSearch } from "../../components/search.tsx";
import { Status } from "../../components/status.tsx";
import { ListState } from "../../components/table.tsx";
import { useMenuOf } from "../../shell/menu.ts";
import { NewClient } from "./new-client.tsx";
import { stageName } from "./stage-name.ts";

/** The board of the agency's clients, with a link to each page that a client has. */
export function ClientsPage() {
  const session = useSession();
  const menuOf = useMenuOf(session);
  const { text, field } = useSearch();
  const search = text === "" ? {} : { search: text };
  const list = useList(["clients", "board", text], (cursor, signal) =>
    api("GET", "/v1/clients", { query: { limit: 30, ...search, ...(cursor === undefined ? {} : { cursor }) }, signal }),
  );
  const mayAdd = session.is_agency && session.may("clients:write");
  const add = <DialogButton label={m.new_client()}>{(close) => <NewClient onAdded={close} />}</DialogButton>;
  const empty =
    text === "" ? (
      <Empty title={m.no_clients()}>
        <p>{m.no_clients_what()}</p>
      </Empty>
    ) : (
      <Empty title={m.nothing_found()}>
        <p>{m.search_how()}</p>
      </Empty>
    );
  return (
    <Page title={m.nav_clients()} intro={m.clients_intro()} actions={mayAdd ? add : undefined}>
      {field}
      <ListState list={list} empty={empty}>
        <ul className="cards">
          {list.items.map(({ client_id, name, stage, website }) => (
            <li key={client_id} className="card">
              <h2>
                <Link to="/clients/$client" params={{ client: client_id }}>
                  {name}
                </Link>
              </h2>
              <div>
                <Status tone={stage === "live" ? "good" : "active"}>{stageName(stage)}</Status>
              </div>
              <p className="quiet">{website ?? client_id}</p>
              <div className="actions">
                {menuOf("client").map(({ path, label }) => (
                  <Link key={path} to={path} params={{ client: client_id }}>
                    {label()}
                  </Link>
                ))}
              </div>
            </li>
          ))}
        </ul>
      </ListState>
    </Page>
  );
}
