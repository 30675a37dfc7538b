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
import { metricWords, statusWords, verdictWords } from "./experiment-words.ts";
import { NewExperiment } from "./new-experiment.tsx";

/** A client's experiments, newest first. */
export function ExperimentsPage() {
  const { client = "" } = useParams({ strict: false });
  const [isAdding, setAdding] = useState(false);
  const list = useList(["experiments", client], (cursor, signal) =>
    api("GET", "/v1/experiments", {
      query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {m.experiments_new()}
    </Button>
  );
  return (
    <Page title={m.nav_experiments()} intro={m.experiments_intro()} actions={add}>
      <Table
        label={m.nav_experiments()}
        list={list}
        keyOf={({ experiment_id }) => experiment_id}
        empty={
          <Empty title={m.experiments_none()}>
            <p>{m.experiments_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.experiments_name(),
            cell: ({ experiment_id, name }) => (
              <Link
                to={"/clients/$client/experiments/$experiment" as string}
                params={{ client, experiment: experiment_id } as never}
              >
                {name}
              </Link>
            ),
          },
          {
            heading: m.experiments_state(),
            cell: ({ status }) => <Status tone={statusWords[status].tone}>{statusWords[status].name()}</Status>,
          },
          { heading: m.experiments_goal(), cell: ({ goal }) => metricWords[goal]() },
          {
            heading: m.experiments_result(),
            cell: ({ arms }) =>
              arms
                .flatMap(({ key, verdict }) =>
                  verdict === null || verdict === "control" ? [] : [`${key}: ${verdictWords[verdict].name()}`],
                )
                .join(", "),
          },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
      <Dialog title={m.experiments_new()} open={isAdding} onClose={() => setAdding(false)}>
        <NewExperiment client={client} />
      </Dialog>
    </Page>
  );
}
