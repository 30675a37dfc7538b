import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** Begins a rollout of a stored version. */
export function NewRollout({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <Form
      submit={m.rollout_start()}
      send={(values) => {
        const number = (name: string) => Number(textOf(values, name));
        const percents = textOf(values, "percents")
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number);
        const body = {
          version: number("version"),
          percents,
          min_minutes: number("minutes"),
          min_conversations: number("conversations"),
        };
        return api("POST", "/v1/rollouts", { body, client });
      }}
      onSent={async ({ rollout_id }) => {
        await queries.invalidateQueries({ queryKey: ["rollouts", client] });
        await navigate({ to: `/clients/${client}/rollouts/${rollout_id}` });
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
      <Field
        name="minutes"
        pointer="min_minutes"
        type="number"
        min={1}
        required
        defaultValue={60}
        label={m.rollout_minutes()}
      />
      <Field
        name="conversations"
        pointer="min_conversations"
        type="number"
        min={1}
        required
        defaultValue={50}
        label={m.rollout_least()}
      />
    </Form>
  );
}
