import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Empty, Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import "../builder.css";

/** The tables that a client's tools and operations work with. */
export function TablesPage() {
  const { client = "" } = useParams({ strict: false });
  const { data, error } = useQuery({
    queryKey: ["tables", client],
    queryFn: ({ signal }) => api("GET", "/v1/tables", { query: {}, client, signal }),
  });
  return (
    <Page title={m.nav_tables()} intro={m.tables_intro()}>
      <Problem error={error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      {data?.items.length === 0 && (
        <Empty title={m.tables_none()}>
          <p>{m.tables_none_what()}</p>
        </Empty>
      )}
      <ul className="cards">
        {data?.items.map(({ name, description, key, columns }) => (
          <li key={`${name} ${Object.keys(columns).join()}`} className="card">
            <h2>
              <Link to={"/clients/$client/tables/$table" as string} params={{ client, table: name } as never}>
                {name}
              </Link>
            </h2>
            {description !== null && <p>{description}</p>}
            <div className="actions">
              <Status>{m.table_columns({ count: Object.keys(columns).length })}</Status>
              {key.length > 0 && <Status tone="active">{m.table_key({ key: key.join(", ") })}</Status>}
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
