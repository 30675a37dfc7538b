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
import { NewRollout } from "./new-rollout.tsx";
import { statusWords } from "./rollout-words.ts";

/** The versions that went, or go, to a growing share of a client's customers. */
export function RolloutsPage() {
  const { client = "" } = useParams({ strict: false });
  const [isAdding, setAdding] = useState(false);
  const list = useList(["rollouts", client], (cursor, signal) =>
    api("GET", "/v1/rollouts", { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {m.rollout_start()}
    </Button>
  );
  return (
    <Page title={m.nav_rollouts()} intro={m.rollout_intro()} actions={add}>
      <Table
        label={m.nav_rollouts()}
        list={list}
        keyOf={({ rollout_id }) => rollout_id}
        empty={
          <Empty title={m.rollout_none()}>
            <p>{m.rollout_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.rollout_configuration(),
            cell: ({ rollout_id, config, version }) => (
              <Link
                to={"/clients/$client/rollouts/$rollout" as string}
                params={{ client, rollout: rollout_id } as never}
              >
                {m.rollout_title({ config, version })}
              </Link>
            ),
          },
          {
            heading: m.rollout_state(),
            cell: ({ status }) => <Status tone={statusWords[status].tone}>{statusWords[status].name()}</Status>,
          },
          { heading: m.rollout_share(), cell: ({ stages, stage }) => `${stages[stage]?.percent ?? 0} %` },
          { heading: m.added(), cell: ({ requested_at }) => <Time at={requested_at} /> },
        ]}
      />
      <Dialog title={m.rollout_start()} open={isAdding} onClose={() => setAdding(false)}>
        <NewRollout client={client} />
      </Dialog>
    </Page>
  );
}
