import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import { Field, TextField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";

type Cells = Awaited<ReturnType<typeof rows>>["items"][number]["row"];
const rows = (client: string, table: string) =>
  api("GET", "/v1/tables/:table/rows", { params: { table }, query: { limit: 1 }, client });

/** One row as JSON, checked against the table's columns when it is stored. */
export function RowForm({
  client,
  table,
  columns,
  row,
  onDone,
}: {
  readonly client: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly row?: { readonly id: string; readonly version: string; readonly row: Cells };
  onDone(): void;
}) {
  const queries = useQueryClient();
  const shown = row?.row ?? Object.fromEntries(columns.map((column) => [column, ""]));
  return (
    <Form
      submit={m.save()}
      onCancel={onDone}
      send={(values) => {
        const id = row?.id ?? textOf(values, "id");
        const body = { row: cellsOf(textOf(values, "row")), ...(row === undefined ? {} : { version: row.version }) };
        return api("PUT", "/v1/tables/:table/rows/:id", { params: { table, id }, query: {}, body, client });
      }}
      onSent={async () => {
        await queries.invalidateQueries({ queryKey: ["tables", client, table] });
        onDone();
      }}
    >
      {row === undefined && <Field name="id" label={m.table_id()} hint={m.table_id_hint()} required maxLength={500} />}
      <TextField
        name="row"
        label={m.table_row()}
        hint={m.table_row_hint()}
        rows={10}
        defaultValue={JSON.stringify(shown, null, 2)}
      />
    </Form>
  );
}

function cellsOf(text: string): Cells {
  try {
    const cells: unknown = JSON.parse(text);
    if (typeof cells === "object" && cells !== null && !Array.isArray(cells)) return cells as Cells;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new ApiProblem({ status: 422, code: "row-unreadable", detail: m.table_row_unreadable() });
}
