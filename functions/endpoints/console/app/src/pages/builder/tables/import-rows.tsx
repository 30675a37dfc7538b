import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { m } from "#messages";
import { api, send } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { CheckField, Field, SelectField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";

const watchMs = 1_000;

/** Imports a file into a table, and shows how far it is and which rows were refused. */
export function ImportRows({
  client,
  table,
  onDone,
}: {
  readonly client: string;
  readonly table: string;
  onDone(): void;
}) {
  const [id, setId] = useState<string>();
  if (id !== undefined) return <ImportProgress client={client} table={table} id={id} onDone={onDone} />;
  return (
    <Form
      submit={m.table_import()}
      onCancel={onDone}
      send={async (values) => {
        const body = new FormData();
        body.set("mode", textOf(values, "mode"));
        body.set("dry_run", String(values.get("dry_run") === "on"));
        const file = values.get("file");
        if (file instanceof File) body.set("file", file);
        const path = `/v1/tables/${encodeURIComponent(table)}/imports`;
        return (await send("POST", path, { body, client })).json() as Promise<{ import_id: string }>;
      }}
      onSent={(started) => setId(started.import_id)}
    >
      <Field
        name="file"
        type="file"
        accept=".csv,.json,.jsonl,.xlsx"
        label={m.knowledge_file()}
        hint={m.table_file_hint()}
        required
      />
      <SelectField
        name="mode"
        label={m.table_mode()}
        options={[
          { value: "merge", label: m.table_merge() },
          { value: "replace", label: m.table_replace() },
        ]}
      />
      <CheckField name="dry_run" label={m.table_dry_run()} defaultChecked />
    </Form>
  );
}

function ImportProgress(of: { readonly client: string; readonly table: string; readonly id: string; onDone(): void }) {
  const { client, table, id, onDone } = of;
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["table-imports", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/table-imports/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => (state.data && /done|failed/.test(state.data.status) ? false : watchMs),
  });
  const written = data?.written ?? 0;
  useEffect(() => {
    if (written > 0) void queries.invalidateQueries({ queryKey: ["tables", client, table] });
  }, [written, client, table, queries]);
  if (data === undefined) return error ? <Problem error={error} /> : <Progress label={m.loading()} />;
  return (
    <>
      <Progress label={m.table_importing()} done={data.done} {...(data.rows === null ? {} : { total: data.rows })} />
      {data.dry_run && <Status tone="active">{m.table_was_tried()}</Status>}
      <p>{m.table_counts({ written: data.written, unchanged: data.unchanged, refused: data.refused })}</p>
      {data.failure && <p className="problem">{data.failure}</p>}
      {data.problems.slice(0, 10).map(({ line, message }) => (
        <p key={`${line} ${message}`} className="problem">
          {line !== null && m.config_line({ line })} {message}
        </p>
      ))}
      <div className="actions">
        <Button look="primary" onClick={onDone}>
          {m.close()}
        </Button>
      </div>
    </>
  );
}
