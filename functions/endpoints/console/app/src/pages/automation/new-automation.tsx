import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";

/** Chooses the approved requirements that a configuration is written from. */
export function NewAutomation({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const documents = useQuery({
    queryKey: ["requirements", client, "approved"],
    queryFn: ({ signal }) => api("GET", "/v1/prds", { query: { limit: 100 }, client, signal }),
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: { prd_id: string; channels: { type: "whatsapp"; phone_number: string }[] }) =>
      api("POST", "/v1/automation", { body, client }),
    async onSuccess({ automation_id }) {
      await queries.invalidateQueries({ queryKey: ["automation", client] });
      await navigate({ to: `/clients/${client}/automation/${automation_id}` });
    },
  });
  if (documents.data === undefined)
    return documents.error ? <Problem error={documents.error} /> : <Progress label={m.loading()} />;
  const approved = documents.data.items.filter((document) => document.approved !== null);
  if (approved.length === 0) return <p>{m.automation_none_approved()}</p>;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const number = String(form.get("whatsapp") ?? "").trim();
        const channels = number === "" ? [] : [{ type: "whatsapp" as const, phone_number: number }];
        mutate({ prd_id: String(form.get("prd")), channels });
      }}
    >
      <label className="field">
        <span>{m.automation_requirements()}</span>
        <select name="prd">
          {approved.map(({ prd_id, title }) => (
            <option key={prd_id} value={prd_id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Field name="whatsapp" label={m.automation_whatsapp()} hint={m.automation_whatsapp_hint()} />
      <Problem error={error} />
      <Button type="submit" look="primary" busy={isPending}>
        {m.automation_write()}
      </Button>
    </form>
  );
}
