import { Link, useSearch as useAddress, useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import type { ClientView } from "../../../../../../engines/accounts/client-routes.ts";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { useList } from "../../api/use-list.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { useSearch } from "../../components/search.tsx";
import { Status } from "../../components/status.tsx";
import { ListState } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { ClientBoard } from "./board/client-board.tsx";
import { NewClient } from "./new-client.tsx";
import { type NextPage, useNextPage } from "./next-page.ts";
import { stageName } from "./stage-name.ts";

/** The agency's clients as a list or as a board by stage; the address says which. */
export function ClientsPage() {
  const session = useSession();
  const { view } = useAddress({ strict: false }) as { readonly view?: unknown };
  const { text, field } = useSearch();
  const mayAdd = session.is_agency && session.may("clients:write");
  const navigate = useNavigate();
  const open = (client: string) => navigate({ to: "/clients/$client", params: { client } });
  const add = (
    <>
      <Link className="button" to={"/onboarding" as string}>
        {m.onboarding_open()}
      </Link>
      <DialogButton label={m.new_client()}>
        {(close) => (
          <NewClient
            onAdded={async (client) => {
              close();
              await open(client);
            }}
          />
        )}
      </DialogButton>
    </>
  );
  const isBoard = session.is_agency && view === "board";
  return (
    <Page title={m.nav_clients()} intro={m.clients_intro()} actions={mayAdd ? add : undefined}>
      <div className="filters">
        {field}
        {session.is_agency && <ViewSwitch isBoard={isBoard} />}
        {session.is_agency && session.may("research:read") && <Link to={"/tasks" as string}>{m.tasks_of_all()}</Link>}
      </div>
      {isBoard ? <ClientBoard search={text} /> : <ClientList search={text} />}
    </Page>
  );
}

function ViewSwitch({ isBoard }: { readonly isBoard: boolean }) {
  const views = [
    { view: "list", name: m.clients_as_list(), isShown: !isBoard },
    { view: "board", name: m.board(), isShown: isBoard },
  ];
  return (
    <nav className="actions" aria-label={m.clients_shown_as()}>
      {views.map(({ view, name, isShown }) => (
        <Link
          key={view}
          to="/clients"
          search={{ view } as never}
          className="button"
          data-look={isShown ? "primary" : "plain"}
          aria-current={isShown ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

function ClientList({ search }: { readonly search: string }) {
  const nextOf = useNextPage();
  const filter = search === "" ? {} : { search };
  const list = useList(["clients", "list", search], (cursor, signal) =>
    api("GET", "/v1/clients", { query: { limit: 30, ...filter, ...(cursor === undefined ? {} : { cursor }) }, signal }),
  );
  const empty =
    search === "" ? (
      <Empty title={m.no_clients()}>
        <p>{m.no_clients_what()}</p>
      </Empty>
    ) : (
      <Empty title={m.nothing_found()}>
        <p>{m.search_how()}</p>
      </Empty>
    );
  return (
    <ListState list={list} empty={empty}>
      <ul className="cards">
        {list.items.map((client) => (
          <ClientCard key={client.client_id} client={client} next={nextOf(client)} />
        ))}
      </ul>
    </ListState>
  );
}

/** `next` is undefined for a person who may not see that page. */
function ClientCard({ client, next }: { readonly client: ClientView; readonly next: NextPage | undefined }) {
  const { client_id: id, name, stage, website, created_at, owner, owner_name } = client;
  return (
    <li className="card">
      <h2>
        <Link to="/clients/$client" params={{ client: id }}>
          {name}
        </Link>
      </h2>
      <div>
        <Status tone={stage === "live" ? "good" : "active"}>{stageName(stage)}</Status>
      </div>
      <p className="quiet">{website ?? id}</p>
      <p className="quiet">
        <Time at={created_at} />
        {owner !== null && ` · ${owner_name ?? owner}`}
      </p>
      {next && (
        <p>
          {m.clients_next()}{" "}
          <Link to={next.path} params={{ client: id }}>
            {next.label()}
          </Link>
        </p>
      )}
    </li>
  );
}
