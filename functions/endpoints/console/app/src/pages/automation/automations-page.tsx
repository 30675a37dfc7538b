import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { statusWords } from "./automation-words.ts";
import { MissingTools } from "./missing-tools.tsx";
import { NewAutomation } from "./new-automation.tsx";

/** The configurations that were written from a client's requirements. */
export function AutomationsPage() {
  const { client = "" } = useParams({ strict: false });
  const [isAdding, setAdding] = useState(false);
  const list = useList(["automation", client], (cursor, signal) =>
    api("GET", "/v1/automation", { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {m.automation_new()}
    </Button>
  );
  return (
    <Page title={m.nav_automation()} intro={m.automation_intro()} actions={add}>
      <Table
        label={m.nav_automation()}
        list={list}
        keyOf={({ automation_id }) => automation_id}
        empty={
          <Empty title={m.automation_none()}>
            <p>{m.automation_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.automation_configuration(),
            cell: ({ automation_id, config, version }) => (
              <Link to={"/clients/$client/automation/$run" as string} params={{ client, run: automation_id } as never}>
                {version === null ? config : `${config} ${version}`}
              </Link>
            ),
          },
          {
            heading: m.automation_state(),
            cell: ({ status }) => <Status tone={statusWords[status].tone}>{statusWords[status].name()}</Status>,
          },
          {
            heading: m.automation_scenarios(),
            cell: ({ progress: { done, total } }) => `${done}/${total}`,
          },
          { heading: m.added(), cell: ({ requested_at }) => <Time at={requested_at} /> },
        ]}
      />
      <MissingTools client={client} />
      <Dialog title={m.automation_new()} open={isAdding} onClose={() => setAdding(false)}>
        <NewAutomation client={client} />
      </Dialog>
    </Page>
  );
}
