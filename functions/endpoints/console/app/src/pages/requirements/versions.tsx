import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Field } from "../../components/field.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { type OfDocument, useEdits } from "./use-requirements.ts";

/** Kept versions: compared with what stands now or with each other, and brought back. */
export function Versions({ of }: { readonly of: OfDocument }) {
  const { client, prd } = of;
  const [from, setFrom] = useState<number>();
  const { show } = useEdits(of);
  const params = { id: prd };
  const list = useList(["requirements", client, prd, "versions"], (cursor, signal) => {
    const query = { limit: 20, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/prds/:id/versions", { params, query, client, signal });
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ name }: { readonly name: string; readonly form: HTMLFormElement }) =>
      api("POST", "/v1/prds/:id/versions", { params, body: { name }, client }),
    onSuccess(view, { form }) {
      form.reset();
      return show(view);
    },
  });
  const restore = (version: number) => async () => {
    await show(await api("POST", "/v1/prds/:id/restore", { params, body: { version }, client }));
  };
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
          {
            heading: m.requirements_status(),
            cell: ({ approved }) => (approved ? <Status tone="good">{m.requirements_approved()}</Status> : "–"),
          },
          { heading: m.requirements_changed(), cell: ({ at }) => <Time at={at} /> },
          {
            heading: m.requirements_since(),
            cell: ({ version, name }) => (
              <div className="actions">
                <Button onClick={() => setFrom(version)}>{m.requirements_compare()}</Button>
                <ConfirmButton
                  label={m.requirements_restore()}
                  question={m.requirements_restore_question({ name: `${version} ${name}` })}
                  act={restore(version)}
                />
              </div>
            ),
          },
        ]}
      />
      {from !== undefined && <Comparison of={of} from={from} newest={list.items[0]?.version ?? from} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          mutate({ name: String(new FormData(form).get("name") ?? ""), form });
        }}
      >
        <Field name="name" label={m.requirements_version_name()} required maxLength={200} />
        <Problem error={error} />
        <div className="actions">
          <Button type="submit" busy={isPending}>
            {m.requirements_keep()}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Comparison({
  of: { client, prd },
  from,
  newest,
}: {
  readonly of: OfDocument;
  readonly from: number;
  readonly newest: number;
}) {
  const [to, setTo] = useState("");
  const { data, error } = useQuery({
    queryKey: ["requirements", client, prd, "diff", from, to],
    queryFn: ({ signal }) => {
      const query = { from, ...(to === "" ? {} : { to: Number(to) }) };
      return api("GET", "/v1/prds/:id/diff", { params: { id: prd }, query, client, signal });
    },
  });
  const others = Array.from({ length: newest }, (_, index) => index + 1).filter((version) => version !== from);
  return (
    <>
      <div className="field">
        <label htmlFor="compare-with">{m.requirements_compare_with({ version: from })}</label>
        <select
          id="compare-with"
          className="input"
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        >
          <option value="">{m.requirements_as_it_stands()}</option>
          {others.map((version) => (
            <option key={version} value={version}>
              {version}
            </option>
          ))}
        </select>
      </div>
      <Problem error={error} />
      {data?.changes.length === 0 && <p className="quiet">{m.requirements_nothing_differs()}</p>}
      <ul aria-label={m.requirements_since()}>
        {data?.changes.map((change) =>
          change.type === "set" ? (
            <li key={`${change.id}.${change.field}`}>
              {`${change.id} ${change.field}: `}
              <del>{String(change.before)}</del> <ins>{String(change.after)}</ins>
            </li>
          ) : (
            <li key={change.item.id}>
              {change.type === "added" ? (
                <ins>{`${change.item.id} ${firstText(change.item.fields)}`}</ins>
              ) : (
                <del>{`${change.item.id} ${firstText(change.item.fields)}`}</del>
              )}
            </li>
          ),
        )}
      </ul>
    </>
  );
}

function firstText(fields: Readonly<Record<string, unknown>>): string {
  const found = Object.values(fields).find((value) => typeof value === "string");
  return typeof found === "string" ? found.slice(0, 120) : "";
}
