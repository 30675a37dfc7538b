import { useMutation, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { ApiProblem } from "../../api/api-problem.ts";
import { Button } from "../../components/button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Problem } from "../../components/status.tsx";

const states = ["excluded", "up", "down", "unknown"] as const;

/** Announces maintenance, or corrects past minutes. Times are those of the browser. */
export function SpanForm({
  client,
  kind,
  onDone,
}: {
  readonly client: string;
  readonly kind: "maintenance" | "correction";
  onDone(): void;
}) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation<unknown, Error, FormData>({
    mutationFn(form) {
      const text = (name: string) => String(form.get(name) ?? "").trim();
      const time = (name: string) => new Date(text(name)).toISOString();
      const span = { from: time("from"), until: time("until") };
      if (kind === "maintenance")
        return api("POST", "/v1/sla/maintenance", { body: { title: text("words"), ...span }, client });
      const state = states.find((each) => each === text("state")) ?? "excluded";
      return api("POST", "/v1/sla/corrections", { body: { reason: text("words"), state, ...span }, client });
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ["sla", client] });
      await queries.invalidateQueries({ queryKey: ["sla-reports", client] });
      onDone();
    },
  });
  const fields = error instanceof ApiProblem ? error.fields : {};
  const names = { excluded: m.sla_excluded, up: m.sla_up, down: m.sla_down, unknown: m.sla_unknown };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(new FormData(event.currentTarget));
      }}
    >
      <Field
        name="words"
        label={kind === "maintenance" ? m.sla_maintenance_title() : m.sla_reason()}
        hint={m.sla_public_hint()}
        problem={fields.title ?? fields.reason}
        required
        minLength={3}
        maxLength={200}
      />
      <Field name="from" type="datetime-local" label={m.sla_from()} problem={fields.from} required />
      <Field name="until" type="datetime-local" label={m.sla_until()} problem={fields.until} required />
      {kind === "correction" && (
        <SelectField
          name="state"
          label={m.sla_counts_as()}
          options={states.map((state) => ({ value: state, label: names[state]() }))}
        />
      )}
      <Problem error={error} />
      <Button type="submit" look="primary" busy={isPending}>
        {kind === "maintenance" ? m.sla_announce() : m.sla_correct()}
      </Button>
    </form>
  );
}
