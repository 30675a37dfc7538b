import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { roles } from "../../../../../../../shared/security/identity.ts";
import type { PersonView } from "../../../../../../engines/accounts/people-routes.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { CheckField } from "../../components/field.tsx";
import { Problem } from "../../components/status.tsx";

/** Changes what a person may do. The API refuses it for oneself. */
export function RolesButton({ person }: { readonly person: PersonView }) {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn(form: FormData) {
      const chosen = roles.filter((role) => form.has(role));
      return api("PATCH", "/v1/people/:id", { params: { id: person.person_id }, body: { roles: chosen } });
    },
    async onSuccess() {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ["people"] });
    },
  });
  const close = () => {
    setOpen(false);
    reset();
  };
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {m.change_roles()}
      </Button>
      <Dialog title={m.roles_of({ name: person.name })} open={isOpen} onClose={close}>
        <form className="form" action={(form) => mutate(form)}>
          {roles.map((role) => (
            <CheckField key={role} name={role} label={role} defaultChecked={person.roles.includes(role)} />
          ))}
          <Problem error={error} />
          <div className="actions">
            <Button onClick={close}>{m.cancel()}</Button>
            <Button look="primary" type="submit" busy={isPending}>
              {m.save()}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
