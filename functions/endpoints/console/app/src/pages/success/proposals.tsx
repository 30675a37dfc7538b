import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";

/** What to try next. The API's sentences are in English. */
export function Proposals({ client }: { readonly client: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["recommendations", client],
    queryFn: ({ signal }) => api("GET", "/v1/recommendations", { client, signal }),
  });
  return (
    <section>
      <h2>{m.success_next()}</h2>
      <Problem error={error} retry={() => void refetch()} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data?.items.length === 0 && <p className="quiet">{m.success_no_next()}</p>}
      {data !== undefined && data.items.length > 0 && (
        <ul className="tile-list" lang="en">
          {data.items.map(({ title, why, says }) => (
            <li key={title}>
              <strong>{title}</strong>
              <p>{why}</p>
              <p className="quiet">{says}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
