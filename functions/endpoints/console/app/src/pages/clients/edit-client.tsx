import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { ClientView } from "../../../../../../engines/accounts/client-routes.ts";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** Changes a client's name and site. */
export function EditClient({ client, onDone }: { readonly client: ClientView; onDone(): void }) {
  const queries = useQueryClient();
  return (
    <Form
      submit={m.save()}
      send={(values) => {
        const website = textOf(values, "website");
        const body = { name: textOf(values, "name"), website: website === "" ? null : website };
        return api("PATCH", "/v1/clients/:id", { params: { id: client.client_id }, body });
      }}
      onSent={async () => {
        await queries.invalidateQueries({ queryKey: ["clients"] });
        onDone();
      }}
      onCancel={onDone}
    >
      <Field name="name" label={m.name()} required maxLength={100} defaultValue={client.name} />
      <Field
        name="website"
        type="url"
        label={m.website()}
        hint={m.website_hint()}
        maxLength={500}
        defaultValue={client.website ?? ""}
      />
    </Form>
  );
}
