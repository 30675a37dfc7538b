import { m } from "#messages";
import type { CorrectionView } from "../../../../../../engines/success/corrections/views.ts";
import { api } from "../../api/api.ts";
import { CheckField, Field, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** What of a correction is approved, and for what. */
export function ApproveForm({
  client,
  correction,
  onCancel,
  onDecided,
}: {
  readonly client: string;
  readonly correction: CorrectionView;
  onCancel(): void;
  onDecided(): Promise<void>;
}) {
  const approve = (values: FormData) => {
    const wordings = (name: string) => [textOf(values, name)].filter((text) => text !== "");
    return api("POST", "/v1/success/corrections/:id/decision", {
      params: { id: correction.correction_id },
      body: {
        decision: "approve",
        question: textOf(values, "question"),
        answer: textOf(values, "answer"),
        knowledge: values.has("knowledge"),
        scenario: values.has("scenario"),
        must_say: wordings("must_say"),
        must_not_say: wordings("must_not_say"),
      },
      client,
    });
  };
  return (
    <Form submit={m.corrections_approve()} onCancel={onCancel} send={approve} onSent={onDecided}>
      <Field
        name="question"
        label={m.corrections_question()}
        hint={hintFor(correction.question)}
        defaultValue={correction.question}
        required
        maxLength={400}
      />
      <TextField
        name="answer"
        label={m.corrections_right()}
        hint={hintFor(correction.right)}
        defaultValue={correction.right}
        required
        rows={5}
        maxLength={2_000}
      />
      <CheckField name="knowledge" label={m.corrections_to_knowledge()} defaultChecked />
      <CheckField name="scenario" label={m.corrections_to_scenario()} defaultChecked />
      <Field
        name="must_say"
        pointer="must_say/0"
        label={m.corrections_must_say()}
        hint={m.corrections_numbers()}
        maxLength={100}
      />
      <Field name="must_not_say" pointer="must_not_say/0" label={m.corrections_must_not_say()} maxLength={100} />
    </Form>
  );
}

/** What names the customer was replaced, such as by [number]. It must not be approved like that. */
function hintFor(text: string): string | undefined {
  return /\[\w+\]/.test(text) ? m.corrections_placeholder() : undefined;
}
