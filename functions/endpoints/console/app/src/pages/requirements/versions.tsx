import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Problem } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";

interface OfDocument {
  readonly client: string;
  readonly prd: string;
}

/** Kept versions, and what has changed since one of them. */
export function Versions({ client, prd }: OfDocument) {
  const [from, setFrom] = useState<number>();
  const queries = useQueryClient();
  const list = useList(["requirements", client, prd, "versions"], (cursor, signal) =>
    api("GET", "/v1/prds/:id/versions", {
      params: { id: prd },
      query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  return (
    <section>
      <h2>{m.requirements_versions()}</h2>
      <Table
        label={m.requirements_versions()}
        list={list}
        keyOf={({ version }) => String(version)}
        empty={<p className="quiet">{m.requirements_no_versions()}</p>}
        columns={[
          { heading: m.requirements_version(), cell: ({ version, name }) => `${version} ${name}` },
          { heading: m.requirements_changed(), cell: ({ at }) => <Time at={at} /> },
          {
            heading: m.requirements_since(),
            cell: ({ version }) => <Button onClick={() => setFrom(version)}>{m.requirements_compare()}</Button>,
          },
        ]}
      />
      {from !== undefined && <Changes client={client} prd={prd} from={from} />}
      <Form
        submit={m.requirements_keep()}
        look="plain"
        send={(values) => {
          const body = { name: textOf(values, "name") };
          return api("POST", "/v1/prds/:id/versions", { params: { id: prd }, body, client });
        }}
        onSent={() => queries.invalidateQueries({ queryKey: ["requirements", client, prd] })}
      >
        <Field name="name" label={m.requirements_version_name()} required maxLength={200} />
      </Form>
    </section>
  );
}

function Changes({ client, prd, from }: OfDocument & { readonly from: number }) {
  const { data, error } = useQuery({
    queryKey: ["requirements", client, prd, "diff", from],
    queryFn: ({ signal }) => api("GET", "/v1/prds/:id/diff", { params: { id: prd }, query: { from }, client, signal }),
  });
  if (error) return <Problem error={error} />;
  if (data?.changes.length === 0) return <p className="quiet">{m.requirements_nothing_differs()}</p>;
  return (
    <ul aria-label={m.requirements_since()}>
      {data?.changes.map((change) =>
        change.type === "set" ? (
          <li key={`${change.id}.${change.field}`}>
            {`${change.id} ${change.field}: `}
            <del>{String(change.before)}</del> <ins>{String(change.after)}</ins>
          </li>
        ) : (
          <li key={change.item.id}>
            {change.type === "added" ? <ins>{change.item.id}</ins> : <del>{change.item.id}</del>}
          </li>
        ),
      )}
    </ul>
  );
}
