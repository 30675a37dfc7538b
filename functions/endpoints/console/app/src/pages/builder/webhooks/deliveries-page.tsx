import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Status } from "../../../components/status.tsx";
import { Table } from "../../../components/table.tsx";
import { Time } from "../../../components/time.tsx";
import "../builder.css";
import { useWatchedList } from "../use-watched-list.ts";

const tones = { pending: "active", delivered: "good", failed: "bad" } as const;
const words = { pending: m.delivery_pending, delivered: m.delivery_done, failed: m.delivery_failed } as const;

/** What one server was told: each request, its attempts and the server's answers. */
export function DeliveriesPage() {
  const { client = "", endpoint = "" } = useParams({ strict: false }) as { client?: string; endpoint?: string };
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ["webhooks", client, endpoint],
    queryFn: ({ signal }) => api("GET", "/v1/webhook-endpoints/:id", { params: { id: endpoint }, client, signal }),
  });
  const list = useWatchedList(
    ["webhooks", client, endpoint, "deliveries"],
    (cursor, signal) =>
      api("GET", "/v1/webhook-endpoints/:id/deliveries", {
        params: { id: endpoint },
        query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
        client,
        signal,
      }),
    ({ status }) => status === "pending",
  );
  return (
    <Page title={data?.description ?? data?.url ?? m.nav_webhooks()} intro={m.deliveries_intro()}>
      <Table
        label={m.deliveries()}
        list={list}
        keyOf={({ id }) => id}
        empty={
          <Empty title={m.deliveries_none()}>
            <p>{m.deliveries_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.dead_letter_event(),
            cell: ({ type, body }) => (
              <details>
                <summary>{type}</summary>
                <p className="body-text">{body}</p>
              </details>
            ),
          },
          {
            heading: m.knowledge_state(),
            cell: ({ status }) => <Status tone={tones[status]}>{words[status]()}</Status>,
          },
          {
            heading: m.dead_letter_attempts(),
            cell: ({ attempts }) =>
              attempts.map(({ at, status, error, answer }) => (
                <p key={at} className={status !== null && status < 300 ? "quiet" : "problem"}>
                  {status ?? error} {answer.slice(0, 120)}
                </p>
              )),
          },
          { heading: m.when(), cell: ({ created_at }) => <Time at={created_at} /> },
          {
            heading: m.actions(),
            cell: ({ id, status }) =>
              status !== "pending" && (
                <ConfirmButton
                  label={m.replay()}
                  question={m.delivery_replay_what()}
                  act={async () => {
                    const params = { id: endpoint, deliveryId: id };
                    await api("POST", "/v1/webhook-endpoints/:id/deliveries/:deliveryId/replay", { params, client });
                    await queries.invalidateQueries({ queryKey: ["webhooks", client, endpoint] });
                  }}
                />
              ),
          },
        ]}
      />
    </Page>
  );
}
