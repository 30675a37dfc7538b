import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { api } from "../../api/api.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Field, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { useTaskChange } from "./use-task.ts";

interface OfTask {
  readonly client: string;
  readonly task: ResearchTaskView;
}

/** Takes a task for some hours, in which nobody else can. */
export function TakeTask({ client, task: { task_id: id } }: OfTask) {
  const onChange = useTaskChange(client);
  return (
    <section className="answer" aria-label={m.task_take()}>
      <Form
        submit={m.task_take()}
        send={(values) => {
          const body = { hours: Number(textOf(values, "hours")) };
          return api("POST", "/v1/research-tasks/:id/claim", { params: { id }, body, client });
        }}
        onSent={onChange}
      >
        <Field name="hours" type="number" min={1} max={72} defaultValue={4} label={m.task_hours()} required />
      </Form>
    </section>
  );
}

/** Ends a task without an answer, with the reason. */
export function WaiveTask({ client, task: { task_id: id } }: OfTask) {
  const onChange = useTaskChange(client);
  return (
    <DialogButton look="plain" label={m.task_waive()}>
      {(close) => (
        <Form
          submit={m.task_waived_because()}
          look="danger"
          onCancel={close}
          send={(values) => {
            const body = { reason: textOf(values, "reason") };
            return api("POST", "/v1/research-tasks/:id/waive", { params: { id }, body, client });
          }}
          onSent={(task) => {
            close();
            return onChange(task);
          }}
        >
          <TextField name="reason" label={m.task_waive_why()} rows={3} maxLength={500} required />
        </Form>
      )}
    </DialogButton>
  );
}
