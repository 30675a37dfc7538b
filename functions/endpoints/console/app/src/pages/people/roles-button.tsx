import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { roles } from "../../../../../../../shared/security/tokens/identity.ts";
import type { PersonView } from "../../../../../../engines/accounts/people-routes.ts";
import { api } from "../../api/api.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { CheckField } from "../../components/field.tsx";
import { Form } from "../../components/form.tsx";

/** Changes what a person may do. The API refuses it for oneself. */
export function RolesButton({ person }: { readonly person: PersonView }) {
  const queries = useQueryClient();
  return (
    <DialogButton look="quiet" label={m.change_roles()} title={m.roles_of({ name: person.name })}>
      {(close) => (
        <Form
          submit={m.save()}
          send={(values) => {
            const chosen = roles.filter((role) => values.has(role));
            return api("PATCH", "/v1/people/:id", { params: { id: person.person_id }, body: { roles: chosen } });
          }}
          onSent={async () => {
            close();
            await queries.invalidateQueries({ queryKey: ["people"] });
          }}
          onCancel={close}
        >
          {roles.map((role) => (
            <CheckField key={role} name={role} label={role} defaultChecked={person.roles.includes(role)} />
          ))}
        </Form>
      )}
    </DialogButton>
  );
}
