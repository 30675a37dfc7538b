import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** Adds a prospect or client, and opens its page. */
export function NewClient({ onAdded }: { onAdded(): void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <Form
      submit={m.new_client()}
      send={(values) => {
        const website = textOf(values, "website");
        const body = { name: textOf(values, "name"), ...(website === "" ? {} : { website }) };
        return api("POST", "/v1/clients", { body });
      }}
      onSent={async ({ client_id }) => {
        onAdded();
        await queries.invalidateQueries({ queryKey: ["clients"] });
        await navigate({ to: "/clients/$client", params: { client: client_id } });
      }}
    >
      <Field name="name" label={m.name()} required maxLength={100} />
      <Field name="website" type="url" label={m.website()} hint={m.website_hint()} maxLength={500} />
    </Form>
  );
}
