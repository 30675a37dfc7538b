import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Notice, Problem } from "../../components/status.tsx";
import { metricWords } from "./experiment-words.ts";

const goals = [
  ...(["containment", "resolution", "csat", "conversion"] as const),
  ...(["handoff", "turns", "cost", "errors", "guard_events"] as const),
];

/** Describes an experiment with one variant, and says how long it takes before anything begins. */
export function NewExperiment({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const plan = useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) => api("POST", "/v1/experiment-plans", { body, client }),
  });
  const create = useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) => api("POST", "/v1/experiments", { body, client }),
    async onSuccess({ experiment_id }) {
      await queries.invalidateQueries({ queryKey: ["experiments", client] });
      await navigate({ to: `/clients/${client}/experiments/${experiment_id}` });
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent as SubmitEvent;
        const body = bodyOf(new FormData(event.currentTarget));
        if (submitter?.getAttribute("name") === "plan") plan.mutate(body);
        else create.mutate(body);
      }}
    >
      <Field name="name" label={m.experiments_name()} required maxLength={120} />
      <Field name="hypothesis" label={m.experiments_hypothesis()} maxLength={2_000} />
      <Field name="path" label={m.experiments_path()} hint={m.experiments_path_hint()} required maxLength={300} />
      <Field name="value" label={m.experiments_value()} hint={m.experiments_value_hint()} required />
      <SelectField
        name="goal"
        label={m.experiments_goal()}
        options={goals.map((value) => ({ value, label: metricWords[value]() }))}
      />
      <Field
        name="effect"
        label={m.experiments_effect()}
        type="number"
        min="0.1"
        max="1000"
        step="0.1"
        defaultValue="10"
        required
      />
      <Field
        name="baseline"
        label={m.experiments_baseline()}
        hint={m.experiments_baseline_hint()}
        inputMode="decimal"
      />
      <Field name="perDay" label={m.experiments_per_day()} hint={m.experiments_per_day_hint()} inputMode="decimal" />
      <Problem error={plan.error ?? create.error} />
      {plan.data && <Notice>{plan.data.says}</Notice>}
      <div className="actions">
        <Button type="submit" name="plan" busy={plan.isPending}>
          {m.experiments_compute()}
        </Button>
        <Button type="submit" look="primary" busy={create.isPending}>
          {m.experiments_create()}
        </Button>
      </div>
    </form>
  );
}

function bodyOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const [baseline, perDay] = [Number(text("baseline")), Number(text("perDay"))];
  return {
    name: text("name"),
    hypothesis: text("hypothesis"),
    goal: goals.find((each) => each === text("goal")) ?? goals[0],
    effect: Number(text("effect")) / 100,
    arms: [{ key: "control" }, { key: "variant", changes: [{ path: text("path"), value: changedTo(text("value")) }] }],
    ...(baseline > 0 ? { baseline } : {}),
    ...(perDay > 0 ? { customers_per_day: perDay } : {}),
  };
}

/** JSON where it is JSON, and text otherwise. */
function changedTo(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
