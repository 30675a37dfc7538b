import { m } from "#messages";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { kindOptions } from "./step-kinds.ts";

interface Named {
  readonly id: string;
  readonly text: string;
}

const optionsOf = (steps: readonly Named[]) =>
  steps.map(({ id, text }) => ({ value: id, label: `${id} ${text.slice(0, 60)}` }));

export function NewFlowForm({ onSend }: { onSend(name: string): Promise<unknown> }) {
  return (
    <Form submit={m.flows_new()} send={(values) => onSend(textOf(values, "name"))}>
      <Field name="name" label={m.flows_name()} required maxLength={200} />
    </Form>
  );
}

/** A new step, after the one that is chosen. */
export function NewStepForm({
  steps,
  after,
  onSend,
}: {
  readonly steps: readonly Named[];
  readonly after: string | undefined;
  onSend(step: {
    readonly kind: string;
    readonly text: string;
    readonly after: string;
    readonly when: string;
  }): Promise<unknown>;
}) {
  const none = { value: "", label: m.flows_after_nothing() };
  return (
    <Form
      submit={m.flows_add_step()}
      send={(values) => {
        const field = (name: string) => textOf(values, name);
        return onSend({ kind: field("kind"), text: field("text"), after: field("after"), when: field("when") });
      }}
    >
      <SelectField name="kind" label={m.flows_kind()} options={kindOptions()} defaultValue="say" />
      <Field name="text" label={m.flows_text()} required maxLength={1_000} />
      <SelectField
        name="after"
        label={m.flows_after()}
        options={[none, ...optionsOf(steps)]}
        defaultValue={after ?? ""}
      />
      <Field name="when" label={m.flows_when()} maxLength={200} />
    </Form>
  );
}

/** A link between two steps, for those who do not draw it. */
export function LinkForm({
  steps,
  from,
  onSend,
}: {
  readonly steps: readonly Named[];
  readonly from: string | undefined;
  onSend(link: { readonly from: string; readonly to: string; readonly when: string }): Promise<unknown>;
}) {
  const options = optionsOf(steps);
  return (
    <Form
      submit={m.flows_link()}
      send={(values) =>
        onSend({ from: textOf(values, "from"), to: textOf(values, "to"), when: textOf(values, "when") })
      }
    >
      <SelectField
        name="from"
        label={m.flows_from()}
        options={options}
        defaultValue={from ?? options[0]?.value ?? ""}
      />
      <SelectField name="to" label={m.flows_to()} options={options} defaultValue={options.at(-1)?.value ?? ""} />
      <Field name="when" label={m.flows_when()} maxLength={200} />
    </Form>
  );
}
