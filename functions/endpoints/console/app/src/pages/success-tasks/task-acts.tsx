import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { SuccessTaskView } from "../../../../../../engines/success/tasks/views.ts";
import { api } from "../../api/api.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Field, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

type Act = "done" | "dismiss" | "reopen" | "note" | "snooze" | "assign";

/** What a person decides about a task, with a reason that the history keeps. */
export function TaskActs({ client, task }: { readonly client: string; readonly task: SuccessTaskView }) {
  const queries = useQueryClient();
  const names: Readonly<Record<Act, string>> = {
    done: m.stask_act_done(),
    dismiss: m.stask_act_dismiss(),
    reopen: m.stask_act_reopen(),
    note: m.stask_act_note(),
    snooze: m.stask_act_snooze(),
    assign: m.stask_act_assign(),
  };
  const isOpen = task.status === "open" || task.status === "snoozed";
  const acts: readonly Act[] = isOpen ? ["done", "snooze", "assign", "note", "dismiss"] : ["reopen", "note"];
  const send = (type: Act, values: FormData) => {
    const until = textOf(values, "until");
    const body = {
      type,
      note: textOf(values, "note"),
      ...(type === "snooze" ? { until: new Date(`${until}T06:00`).toISOString() } : {}),
      ...(type === "assign" ? { owner: textOf(values, "owner") || null } : {}),
    };
    return api("POST", "/v1/success/tasks/:id/acts", { params: { id: task.task_id }, body, client });
  };
  return (
    <div className="actions">
      {acts.map((type) => (
        <DialogButton key={type} label={names[type]} look={type === "done" ? "primary" : "plain"}>
          {(close) => (
            <Form
              submit={names[type]}
              onCancel={close}
              send={(values) => send(type, values)}
              onSent={async (changed) => {
                close();
                queries.setQueryData(["success-task", client, task.task_id], changed);
                await queries.invalidateQueries({ queryKey: ["success-tasks", client] });
              }}
            >
              {type === "snooze" && <Field name="until" type="date" label={m.stask_until()} required />}
              {type === "assign" && (
                <Field name="owner" label={m.stask_owner()} hint={m.stask_owner_hint()} maxLength={200} />
              )}
              <TextField name="note" label={m.stask_note()} rows={3} maxLength={1_000} required={type === "note"} />
            </Form>
          )}
        </DialogButton>
      ))}
    </div>
  );
}
