import { Link, useNavigate } from "@tanstack/react-router";
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
import { useMenuOf } from "../../shell/menu.ts";
import { NewClient } from "./new-client.tsx";
import { stageName } from "./stage-name.ts";

/** The page on which the work of a stage goes on. */
const nextPages: Readonly<Record<ClientView["stage"], string>> = {
  prospect: "research",
  research: "demos",
  demo: "requirements",
  requirements: "pricing",
  pricing: "proposals",
  onboarding: "automation",
  live: "overview",
};

/** The agency's clients: how far each is, since when, who added it, and where the work goes on. */
export function ClientsPage() {
  const session = useSession();
  const menu = useMenuOf(session)("client");
  const navigate = useNavigate();
  const { text, field } = useSearch();
  const search = text === "" ? {} : { search: text };
  const list = useList(["clients", "board", text], (cursor, signal) =>
    api("GET", "/v1/clients", { query: { limit: 30, ...search, ...(cursor === undefined ? {} : { cursor }) }, signal }),
  );
  const mayAdd = session.is_agency && session.may("clients:write");
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
  const nextOf = ({ stage }: ClientView) => menu.find(({ path }) => path.endsWith(`/${nextPages[stage]}`));
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
          {list.items.map((client) => (
            <ClientCard key={client.client_id} client={client} next={nextOf(client)} />
          ))}
        </ul>
      </ListState>
    </Page>
  );
}

interface Next {
  readonly path: string;
  label(): string;
}

/** `next` is undefined for a person who may not see that page. */
function ClientCard({ client, next }: { readonly client: ClientView; readonly next: Next | undefined }) {
  const { client_id: id, name, stage, website, created_at, created_by } = client;
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
        {created_by !== "" && ` · ${created_by}`}
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
