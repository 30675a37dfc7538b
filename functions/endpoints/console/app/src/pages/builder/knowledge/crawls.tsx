import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Progress } from "../../../components/progress.tsx";
import { Status } from "../../../components/status.tsx";
import { Table } from "../../../components/table.tsx";
import { Time } from "../../../components/time.tsx";
import { useWatchedList } from "../use-watched-list.ts";

/** Sites that were read: what came of their pages. Nothing while none was. */
export function Crawls({ client }: { readonly client: string }) {
  const list = useWatchedList(
    ["knowledge", client, "crawls"],
    (cursor, signal) =>
      api("GET", "/v1/knowledge/crawls", {
        query: { limit: 10, ...(cursor === undefined ? {} : { cursor }) },
        client,
        signal,
      }),
    ({ status }) => status === "running",
  );
  if (list.status === "success" && list.items.length === 0) return null;
  return (
    <section className="comparison">
      <h2>{m.knowledge_sites()}</h2>
      <Table
        label={m.knowledge_sites()}
        list={list}
        keyOf={({ id }) => id}
        empty={null}
        columns={[
          { heading: m.knowledge_address(), cell: ({ starts }) => <bdi dir="ltr">{starts.join(", ")}</bdi> },
          {
            heading: m.knowledge_state(),
            cell: ({ status, read, waiting }) =>
              status === "running" ? (
                <Progress label={m.crawl_running()} done={read} total={read + waiting} />
              ) : (
                <Status>{status === "cancelled" ? m.crawl_cancelled() : m.crawl_ended()}</Status>
              ),
          },
          {
            heading: m.crawl_pages(),
            cell: ({ read, unchanged, failed, refused, problems }) => (
              <>
                {m.crawl_counts({ read, unchanged, failed, refused })}
                {problems.slice(0, 3).map(({ url, detail }) => (
                  <p key={url} className="problem">
                    {url}: {detail}
                  </p>
                ))}
              </>
            ),
          },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
    </section>
  );
}
