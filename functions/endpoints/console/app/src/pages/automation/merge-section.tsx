import { useQuery, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Form } from "../../components/form.tsx";

/** What people changed since the configuration was written, and a choice for what both sides changed. */
export function MergeSection({ client, id }: { readonly client: string; readonly id: string }) {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ["automation", client, id, "merge"],
    queryFn: ({ signal }) => api("GET", "/v1/automation/:id/merge", { params: { id }, client, signal }),
  });
  if (data === undefined || !data.needed || data.edited_version === null) return null;
  const { edited_version, conflicts, taken } = data;
  return (
    <section>
      <h2>{m.automation_merge()}</h2>
      <p>{m.automation_merge_what({ version: edited_version, count: taken.length })}</p>
      <Form
        submit={m.automation_merge_do()}
        send={(values) => {
          const choices = conflicts.map(({ path }) => ({
            path,
            take: values.get(path) === "generated" ? ("generated" as const) : ("edited" as const),
          }));
          return api("POST", "/v1/automation/:id/merge", { params: { id }, body: { edited_version, choices }, client });
        }}
        onSent={() => queries.invalidateQueries({ queryKey: ["automation", client] })}
      >
        {conflicts.map(({ path, generated, edited }) => (
          <fieldset key={path}>
            <legend>
              <code>{path}</code>
            </legend>
            <Choice name={path} value="edited" label={m.automation_merge_edited()} text={edited} />
            <Choice name={path} value="generated" label={m.automation_merge_generated()} text={generated} />
          </fieldset>
        ))}
      </Form>
    </section>
  );
}

function Choice({
  name,
  value,
  label,
  text,
}: {
  readonly name: string;
  readonly value: "generated" | "edited";
  readonly label: string;
  readonly text: string | null;
}) {
  return (
    <label className="check">
      <input type="radio" name={name} value={value} required />
      <span>
        {label} <code>{text ?? m.automation_merge_removed()}</code>
      </span>
    </label>
  );
}
