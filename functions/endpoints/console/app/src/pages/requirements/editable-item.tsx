import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { m } from "#messages";
import type { RequirementsView } from "../../../../../../engines/prd/document/views.ts";
import { api } from "../../api/api.ts";
import { Problem } from "../../components/status.tsx";

type Item = RequirementsView["items"][number];

/** An item whose texts are edited where they stand: an edit is sent when the field is left. */
export function EditableItem({
  client,
  prd,
  item,
}: {
  readonly client: string;
  readonly prd: string;
  readonly item: Item;
}) {
  const queries = useQueryClient();
  const field = useId();
  const { mutate, error } = useMutation({
    mutationFn: (edit: { readonly field: string; readonly before: string; readonly value: string }) =>
      api("PATCH", "/v1/prds/:id", {
        params: { id: prd },
        body: { operations: [{ op: "set", id: item.id, ...edit }] },
        client,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["requirements", client] }),
  });
  const { source } = item;
  return (
    <li className="card">
      <strong>{item.id}</strong>
      {Object.entries(item.fields).map(([name, value]) => {
        if (typeof value !== "string")
          return value === null ? null : (
            <p key={name} className="quiet">{`${name.replaceAll("_", " ")}: ${String(value)}`}</p>
          );
        return (
          <div key={name} className="field">
            <label htmlFor={`${field}${name}`}>{name.replaceAll("_", " ")}</label>
            <textarea
              id={`${field}${name}`}
              className="input"
              rows={value.length > 80 ? 3 : 1}
              maxLength={1_000}
              defaultValue={value}
              onBlur={({ currentTarget }) => {
                if (currentTarget.value !== value) mutate({ field: name, before: value, value: currentTarget.value });
              }}
            />
          </div>
        );
      })}
      {source.kind === "fact" && source.url !== null && (
        <a href={source.url} rel="noreferrer noopener" target="_blank">
          {m.requirements_source()}
        </a>
      )}
      <Problem error={error} />
    </li>
  );
}
