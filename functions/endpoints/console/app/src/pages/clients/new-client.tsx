import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { ClientView } from "../../../../../../engines/accounts/client-routes.ts";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** Adds a prospect, or a client that has come further. */
export function NewClient({
  stage = "prospect",
  onAdded,
}: {
  readonly stage?: ClientView["stage"];
  onAdded(client: string): Promise<void>;
}) {
  const queries = useQueryClient();
  return (
    <Form
      submit={m.new_client()}
      send={(values) => {
        const website = textOf(values, "website");
        const body = { name: textOf(values, "name"), stage, ...(website === "" ? {} : { website }) };
        return api("POST", "/v1/clients", { body });
      }}
      onSent={async ({ client_id }) => {
        await queries.invalidateQueries({ queryKey: ["clients"] });
        await onAdded(client_id);
      }}
    >
      <Field name="name" label={m.name()} required maxLength={100} />
      <Field name="website" type="url" label={m.website()} hint={m.website_hint()} maxLength={500} />
    </Form>
  );
}
