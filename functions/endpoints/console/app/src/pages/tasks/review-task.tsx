import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { DialogButton } from "../../components/dialog-button.tsx";
import { TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Problem } from "../../components/status.tsx";
import { useTaskChange } from "./use-task.ts";

/** What somebody else than the author does with an answer: accept it, or say what is missing. */
export function ReviewTask({
  client,
  task: { task_id: id },
}: {
  readonly client: string;
  readonly task: ResearchTaskView;
}) {
  const onChange = useTaskChange(client);
  const review = (body: { readonly accepted: boolean; readonly comment?: string }) =>
    api("POST", "/v1/research-tasks/:id/review", { params: { id }, body, client });
  const accept = useMutation({ mutationFn: () => review({ accepted: true }), onSuccess: onChange });
  return (
    <section className="answer" aria-label={m.task_review()}>
      <div className="actions">
        <Button look="primary" busy={accept.isPending} onClick={() => accept.mutate()}>
          {m.task_accept()}
        </Button>
        <DialogButton look="plain" label={m.task_return()}>
          {(close) => (
            <Form
              submit={m.task_return()}
              onCancel={close}
              send={(values) => review({ accepted: false, comment: textOf(values, "comment") })}
              onSent={(task) => {
                close();
                return onChange(task);
              }}
            >
              <TextField name="comment" label={m.task_comment()} rows={3} maxLength={500} required />
            </Form>
          )}
        </DialogButton>
      </div>
      <Problem error={accept.error} />
    </section>
  );
}
