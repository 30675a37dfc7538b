import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";

const listed = 20;

/** What customers asked and nothing answered: what the knowledge lacks. */
export function Questions({ client }: { readonly client: string }) {
  const mayRead = useSession().may("knowledge:read");
  const { data, status, error } = useQuery({
    queryKey: ["unanswered", client],
    queryFn: ({ signal }) => api("GET", "/v1/knowledge/unanswered", { query: { limit: listed }, client, signal }),
    enabled: mayRead,
  });
  if (!mayRead) return null;
  return (
    <section>
      <h2>{m.success_questions()}</h2>
      <Table
        label={m.success_questions()}
        list={{ items: data?.items ?? [], status, error, showMore: undefined, isLoadingMore: false }}
        keyOf={({ question, first_asked_at }) => `${first_asked_at} ${question}`}
        empty={<p>{m.success_no_questions()}</p>}
        columns={[
          { heading: m.success_question(), cell: ({ question }) => question },
          { heading: m.success_conversations(), cell: ({ conversations }) => conversations },
          { heading: m.success_asked(), cell: ({ last_asked_at }) => <Time at={last_asked_at} /> },
        ]}
      />
    </section>
  );
}
