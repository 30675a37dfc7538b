import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import type { ResearchTaskView } from "../../../../../../engines/research-tasks/views.ts";
import { api, send } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { CheckField, Field, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Problem } from "../../components/status.tsx";
import { useTaskChange } from "./use-task.ts";

interface OfTask {
  readonly client: string;
  readonly task: ResearchTaskView;
}

const fileTypes = "image/png,image/jpeg,image/webp,image/gif,image/heic,application/pdf";

/** What the holder of a task does: keep files with it, answer it, or give it back. */
export function AnswerTask({ client, task: { task_id: id, files } }: OfTask) {
  const onChange = useTaskChange(client);
  const upload = useMutation({
    async mutationFn(file: File) {
      const body = new FormData();
      body.set("file", file);
      const answered = await send("POST", `/v1/research-tasks/${id}/files`, { body, client });
      return (await answered.json()) as ResearchTaskView;
    },
    onSuccess: onChange,
  });
  const release = useMutation({
    mutationFn: () => api("POST", "/v1/research-tasks/:id/release", { params: { id }, body: {}, client }),
    onSuccess: onChange,
  });
  return (
    <section className="answer" aria-label={m.task_answer()}>
      <Form
        submit={m.task_send()}
        guarded
        send={(values) => {
          const body = { text: textOf(values, "text"), evidence: evidenceOf(values) };
          return api("POST", "/v1/research-tasks/:id/answer", { params: { id }, body, client });
        }}
        onSent={onChange}
      >
        <TextField name="text" label={m.task_answer()} rows={4} maxLength={5_000} required />
        <Field name="url" type="url" label={m.task_source()} pointer="evidence/0/value" maxLength={500} />
        <Field name="note" label={m.task_note()} hint={m.task_note_hint()} maxLength={500} />
        <Field
          type="file"
          accept={fileTypes}
          label={m.task_file()}
          hint={m.task_file_hint()}
          disabled={upload.isPending}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) upload.mutate(file);
            target.value = "";
          }}
        />
        <Problem error={upload.error} />
        {files.length > 0 && (
          <fieldset className="form">
            <legend>{m.task_files()}</legend>
            {files.map(({ file_id, name }) => (
              <CheckField key={file_id} name="file" value={file_id} label={name} defaultChecked />
            ))}
          </fieldset>
        )}
      </Form>
      <Button look="quiet" busy={release.isPending} onClick={() => release.mutate()}>
        {m.task_give_back()}
      </Button>
      <Problem error={release.error} />
    </section>
  );
}

/** The address comes first, where its field looks for a refusal. */
function evidenceOf(values: FormData) {
  const [url, note] = [textOf(values, "url"), textOf(values, "note")];
  return [
    ...(url === "" ? [] : [{ kind: "url" as const, value: url }]),
    ...(note === "" ? [] : [{ kind: "note" as const, value: note }]),
    ...values.getAll("file").map((id) => ({ kind: "file" as const, value: String(id) })),
  ];
}
