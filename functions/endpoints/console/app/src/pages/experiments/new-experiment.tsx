import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Notice } from "../../components/status.tsx";
import { metricWords } from "./experiment-words.ts";

const goals = [
  ...(["containment", "resolution", "csat", "conversion"] as const),
  ...(["handoff", "turns", "cost", "errors", "guard_events"] as const),
];

/** Describes an experiment with one variant, and says how long it takes before anything begins. */
export function NewExperiment({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [plan, setPlan] = useState<string>();
  return (
    <Form
      submit={m.experiments_create()}
      guarded
      actions={
        <Button type="submit" name="plan" value="yes">
          {m.experiments_compute()}
        </Button>
      }
      send={async (values) => {
        const body = bodyOf(values);
        if (!values.has("plan")) return api("POST", "/v1/experiments", { body, client });
        setPlan((await api("POST", "/v1/experiment-plans", { body, client })).says);
        return undefined;
      }}
      onSent={async (made) => {
        if (made === undefined) return;
        await queries.invalidateQueries({ queryKey: ["experiments", client] });
        await navigate({ to: `/clients/${client}/experiments/${made.experiment_id}` });
      }}
    >
      <Field name="name" label={m.experiments_name()} required maxLength={120} />
      <Field name="hypothesis" label={m.experiments_hypothesis()} maxLength={2_000} />
      <Field
        name="path"
        pointer="arms/1/changes/0/path"
        label={m.experiments_path()}
        hint={m.experiments_path_hint()}
        required
        maxLength={300}
      />
      <Field
        name="value"
        pointer="arms/1/changes/0/value"
        label={m.experiments_value()}
        hint={m.experiments_value_hint()}
        required
      />
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
      <Field
        name="perDay"
        pointer="customers_per_day"
        label={m.experiments_per_day()}
        hint={m.experiments_per_day_hint()}
        inputMode="decimal"
      />
      {plan !== undefined && <Notice>{plan}</Notice>}
    </Form>
  );
}

function bodyOf(form: FormData) {
  const text = (name: string) => textOf(form, name);
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
