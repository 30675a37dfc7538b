import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/status.tsx";

/** Begins a rollout of a stored version. */
export function NewRollout({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: { version: number; percents: number[]; min_minutes: number; min_conversations: number }) =>
      api("POST", "/v1/rollouts", { body, client }),
    async onSuccess({ rollout_id }) {
      await queries.invalidateQueries({ queryKey: ["rollouts", client] });
      await navigate({ to: `/clients/${client}/rollouts/${rollout_id}` });
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const number = (name: string) => Number(form.get(name));
        const percents = String(form.get("percents"))
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number);
        mutate({
          ...{ version: number("version"), percents, min_minutes: number("minutes") },
          min_conversations: number("conversations"),
        });
      }}
    >
      <Field
        name="version"
        type="number"
        min={1}
        required
        label={m.rollout_version()}
        hint={m.rollout_version_hint()}
      />
      <Field name="percents" required defaultValue="5, 25, 50, 100" label={m.rollout_percents()} />
      <Field name="minutes" type="number" min={1} required defaultValue={60} label={m.rollout_minutes()} />
      <Field name="conversations" type="number" min={1} required defaultValue={50} label={m.rollout_least()} />
      <Problem error={error} />
      <Button type="submit" look="primary" busy={isPending}>
        {m.rollout_start()}
      </Button>
    </form>
  );
}
