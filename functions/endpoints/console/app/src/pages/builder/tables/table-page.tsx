import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useSession } from "../../../api/session.ts";
import { useList } from "../../../api/use-list.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Table } from "../../../components/table.tsx";
import "../builder.css";
import { ImportRows } from "./import-rows.tsx";
import { RowForm } from "./row-form.tsx";

const mostColumns = 6;

/** The rows of one table: to look through, to correct and to import. */
export function TablePage() {
  const { client = "", table = "" } = useParams({ strict: false }) as { client?: string; table?: string };
  const { may } = useSession();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ["tables", client],
    queryFn: ({ signal }) => api("GET", "/v1/tables", { query: {}, client, signal }),
  });
  const list = useList(["tables", client, table, "rows"], (cursor, signal) =>
    api("GET", "/v1/tables/:table/rows", {
      params: { table },
      query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const declared = Object.keys(data?.items.find(({ name }) => name === table)?.columns ?? {});
  const used = list.items.flatMap(({ row }) => Object.keys(row));
  const columns = [...new Set([...declared, ...used])].slice(0, mostColumns);
  const mayWrite = may("customers:write");
  const of = { client, table };
  return (
    <Page
      title={table}
      intro={m.table_intro()}
      actions={
        mayWrite && (
          <>
            <DialogButton label={m.table_import()} look="plain">
              {(close) => <ImportRows {...of} onDone={close} />}
            </DialogButton>
            <DialogButton label={m.table_add()}>
              {(close) => <RowForm {...of} columns={columns} onDone={close} />}
            </DialogButton>
          </>
        )
      }
    >
      <Table
        label={table}
        list={list}
        keyOf={({ id }) => id}
        empty={
          <Empty title={m.table_none()}>
            <p>{m.table_none_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.table_id(), cell: ({ id }) => id },
          ...columns.map((column) => ({
            heading: column,
            cell: ({ row }: (typeof list.items)[number]) => cellText(row[column]),
          })),
          {
            heading: m.actions(),
            cell: (row) =>
              mayWrite && (
                <div className="actions">
                  <DialogButton label={m.agent_edit()} title={row.id} look="quiet">
                    {(close) => <RowForm {...of} columns={columns} row={row} onDone={close} />}
                  </DialogButton>
                  <ConfirmButton
                    label={m.remove()}
                    question={m.table_remove_what({ id: row.id })}
                    act={async () => {
                      await api("DELETE", "/v1/tables/:table/rows/:id", { params: { table, id: row.id }, client });
                      await queries.invalidateQueries({ queryKey: ["tables", client, table] });
                    }}
                  />
                </div>
              ),
          },
        ]}
      />
    </Page>
  );
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
