import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { ApiProblem } from "../../api/api-problem.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/status.tsx";

export function NewClient({ open, onClose }: { readonly open: boolean; onClose(): void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn(form: FormData) {
      const website = String(form.get("website")).trim();
      const name = String(form.get("name"));
      return api("POST", "/v1/clients", { body: { name, ...(website === "" ? {} : { website }) } });
    },
    async onSuccess({ client_id }) {
      onClose();
      await queries.invalidateQueries({ queryKey: ["clients"] });
      await navigate({ to: "/clients/$client", params: { client: client_id } });
    },
  });
  const fields = error instanceof ApiProblem ? error.fields : {};
  return (
    <Dialog title={m.new_client()} open={open} onClose={onClose}>
      <form className="form" action={(form) => mutate(form)}>
        <Field name="name" label={m.name()} problem={fields.name} required maxLength={100} />
        <Field
          name="website"
          type="url"
          label={m.website()}
          hint={m.website_hint()}
          problem={fields.website}
          maxLength={500}
        />
        <Problem error={error} />
        <div className="actions">
          <Button look="primary" type="submit" busy={isPending}>
            {m.new_client()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
