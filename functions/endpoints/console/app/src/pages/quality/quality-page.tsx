import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { SelectField } from "../../components/field.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { reasonName, scoreText, toneOf } from "./quality-words.ts";
import { VersionComparison } from "./version-comparison.tsx";

type Order = "newest" | "worst";

/** How good a client's conversations were: its versions, and each evaluated conversation. */
export function QualityPage() {
  const { client = "" } = useParams({ strict: false });
  const [order, setOrder] = useState<Order>("newest");
  const list = useList(["quality", client, order], (cursor, signal) =>
    api("GET", "/v1/quality/evaluations", {
      query: { limit: 20, order, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const orders = [
    { value: "newest", label: m.quality_newest() },
    { value: "worst", label: m.quality_worst() },
  ];
  return (
    <Page title={m.nav_quality()} intro={m.quality_intro()}>
      <VersionComparison client={client}>
        <section aria-label={m.quality_conversations()}>
          <h2>{m.quality_conversations()}</h2>
          <div className="filters">
            <SelectField
              name="order"
              label={m.quality_order()}
              options={orders}
              value={order}
              onChange={({ target }) => setOrder(target.value as Order)}
            />
          </div>
          <Table
            label={m.quality_conversations()}
            list={list}
            keyOf={({ id }) => id}
            empty={
              <Empty title={m.quality_none()}>
                <p>{m.quality_none_what()}</p>
              </Empty>
            }
            columns={[
              {
                heading: m.quality_overall(),
                cell: ({ scores }) => <Status tone={toneOf(scores.overall)}>{scoreText(scores.overall)}</Status>,
              },
              {
                heading: m.quality_conversation(),
                cell: ({ id, conversation_id }) => (
                  <Link
                    to={"/clients/$client/quality/$evaluation" as string}
                    params={{ client, evaluation: id } as never}
                  >
                    {conversation_id}
                  </Link>
                ),
              },
              { heading: m.quality_why(), cell: ({ reason }) => reasonName(reason) },
              { heading: m.quality_faults(), cell: ({ finding_count }) => finding_count },
              { heading: m.quality_version(), cell: ({ agent }) => `${agent.name} v${agent.version}` },
              { heading: m.quality_ended(), cell: ({ ended_at }) => <Time at={ended_at} /> },
            ]}
          />
        </section>
      </VersionComparison>
    </Page>
  );
}
