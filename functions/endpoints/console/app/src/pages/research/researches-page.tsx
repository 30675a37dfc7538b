import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { NewResearch } from "./new-research.tsx";
import { stateOf } from "./research-words.ts";

/** A client's runs of research, newest first. */
export function ResearchesPage() {
  const { client = "" } = useParams({ strict: false });
  const list = useList(["research", client], (cursor, signal) =>
    api("GET", "/v1/research", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = <DialogButton label={m.research_new()}>{() => <NewResearch client={client} />}</DialogButton>;
  return (
    <Page title={m.nav_research()} intro={m.research_intro()} actions={add}>
      <Table
        label={m.nav_research()}
        list={list}
        keyOf={({ research_id }) => research_id}
        empty={
          <Empty title={m.research_none()}>
            <p>{m.research_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.research_business(),
            cell: ({ research_id, business }) => (
              <Link
                to={"/clients/$client/research/$research" as string}
                params={{ client, research: research_id } as never}
              >
                {business.name}
              </Link>
            ),
          },
          {
            heading: m.research_state(),
            cell: ({ status }) => <Status tone={stateOf(status).tone}>{stateOf(status).name()}</Status>,
          },
          { heading: m.research_facts(), cell: ({ facts }) => facts },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
    </Page>
  );
}
