import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
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
  if (documents.data === undefined)
    return documents.error ? <Problem error={documents.error} /> : <Progress label={m.loading()} />;
  const approved = documents.data.items.filter((document) => document.approved !== null);
  if (approved.length === 0) return <p>{m.automation_none_approved()}</p>;
  return (
    <Form
      submit={m.automation_write()}
      send={(values) => {
        const number = textOf(values, "whatsapp");
        const channels = number === "" ? [] : [{ type: "whatsapp" as const, phone_number: number }];
        return api("POST", "/v1/automation", { body: { prd_id: textOf(values, "prd"), channels }, client });
      }}
      onSent={async ({ automation_id }) => {
        await queries.invalidateQueries({ queryKey: ["automation", client] });
        await navigate({ to: `/clients/${client}/automation/${automation_id}` });
      }}
    >
      <SelectField
        name="prd"
        label={m.automation_requirements()}
        pointer="prd_id"
        options={approved.map(({ prd_id, title }) => ({ value: prd_id, label: title }))}
      />
      <Field
        name="whatsapp"
        label={m.automation_whatsapp()}
        hint={m.automation_whatsapp_hint()}
        pointer="channels/0/phone_number"
      />
    </Form>
  );
}
