import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Notice } from "../../components/status.tsx";

/** Marks a message of the agent as wrong, with what would have been right. Somebody else approves it. */
export function MarkAnswer({
  client,
  conversation,
  message,
  inline = false,
}: {
  readonly client: string;
  readonly conversation: string;
  readonly message: { readonly message_id: string; readonly text: string };
  /** True within the small line below a message of the inbox. */
  readonly inline?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const close = () => setOpen(false);
  const mark = (values: FormData) => {
    const question = textOf(values, "question");
    return api("POST", "/v1/success/corrections", {
      body: {
        conversation_id: conversation,
        message_id: message.message_id,
        right: textOf(values, "right"),
        ...(question === "" ? {} : { question }),
      },
      client,
    });
  };
  return (
    <>
      {inline ? (
        <button type="button" className="message-translate" data-foreign="false" onClick={() => setOpen(true)}>
          {m.corrections_mark()}
        </button>
      ) : (
        <Button look="quiet" onClick={() => setOpen(true)}>
          {m.corrections_mark()}
        </Button>
      )}
      {isOpen && (
        <Dialog title={m.corrections_mark_title()} open onClose={close}>
          <blockquote dir="auto">{message.text}</blockquote>
          <Form
            submit={m.corrections_mark_send()}
            onCancel={close}
            send={mark}
            onSent={() => queries.invalidateQueries({ queryKey: ["corrections", client] })}
            answer={() => <Notice>{m.corrections_marked()}</Notice>}
          >
            <TextField
              name="right"
              label={m.corrections_right()}
              hint={m.corrections_right_hint()}
              required
              rows={4}
              maxLength={1_500}
            />
            <Field
              name="question"
              label={m.corrections_question()}
              hint={m.corrections_question_hint()}
              maxLength={300}
            />
          </Form>
        </Dialog>
      )}
    </>
  );
}
