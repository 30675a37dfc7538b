import { m } from "#messages";
import { Button } from "../../components/button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { kindOptions } from "./step-kinds.ts";

/** The fields of a form once it is sent. An action would empty them, also when the server refuses them. */
function sent(done: (field: (name: string) => string) => void) {
  return (event: React.SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    done((name) => String(form.get(name) ?? "").trim());
  };
}

interface Named {
  readonly id: string;
  readonly text: string;
}

const optionsOf = (steps: readonly Named[]) =>
  steps.map(({ id, text }) => ({ value: id, label: `${id} ${text.slice(0, 60)}` }));

export function NewFlowForm({ onSend }: { onSend(name: string): void }) {
  return (
    <form className="form" onSubmit={sent((field) => onSend(field("name")))}>
      <Field name="name" label={m.flows_name()} required maxLength={200} />
      <div className="actions">
        <Button look="primary" type="submit">
          {m.flows_new()}
        </Button>
      </div>
    </form>
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
  onSend(step: { readonly kind: string; readonly text: string; readonly after: string; readonly when: string }): void;
}) {
  const none = { value: "", label: m.flows_after_nothing() };
  return (
    <form
      className="form"
      onSubmit={sent((field) =>
        onSend({ kind: field("kind"), text: field("text"), after: field("after"), when: field("when") }),
      )}
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
      <div className="actions">
        <Button look="primary" type="submit">
          {m.flows_add_step()}
        </Button>
      </div>
    </form>
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
  onSend(link: { readonly from: string; readonly to: string; readonly when: string }): void;
}) {
  const options = optionsOf(steps);
  return (
    <form
      className="form"
      onSubmit={sent((field) => onSend({ from: field("from"), to: field("to"), when: field("when") }))}
    >
      <SelectField
        name="from"
        label={m.flows_from()}
        options={options}
        defaultValue={from ?? options[0]?.value ?? ""}
      />
      <SelectField name="to" label={m.flows_to()} options={options} defaultValue={options.at(-1)?.value ?? ""} />
      <Field name="when" label={m.flows_when()} maxLength={200} />
      <div className="actions">
        <Button look="primary" type="submit">
          {m.flows_link()}
        </Button>
      </div>
    </form>
  );
}
