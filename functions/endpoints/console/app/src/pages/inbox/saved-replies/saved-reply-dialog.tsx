import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { Field, TextField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { Problem } from "../../../components/status.tsx";
import type { SavedFile } from "../composer/use-files.ts";
import { useInbox } from "../inbox-context.ts";
import { longestText, macroIdOf } from "../macros/macro-draft.ts";
import { createStore, useStore } from "../store.ts";
import { SavedFilesField } from "./saved-files-field.tsx";

/** Whether the saved replies are shown, to be changed. */
export const savedRepliesShown = createStore(false);

interface SavedReply {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly files: readonly SavedFile[];
  readonly from: "config" | "operators";
}

/** The client's saved replies: made, changed and deleted. Those of the configuration are changed there. */
export function SavedReplyDialog() {
  const { client } = useInbox();
  const queries = useQueryClient();
  const isShown = useStore(savedRepliesShown);
  const [edited, setEdited] = useState<SavedReply | "new">();
  const { data, error } = useQuery({
    queryKey: ["canned-replies", client],
    enabled: isShown,
    queryFn: ({ signal }) => api("GET", "/v1/canned-replies", { client, signal }),
  });
  const replies = data?.items ?? [];
  const changed = () => queries.invalidateQueries({ queryKey: ["canned-replies", client] });
  const close = () => {
    savedRepliesShown.set(() => false);
    setEdited(undefined);
  };
  return (
    <Dialog title={m.inbox_saved_replies()} open={isShown} onClose={close}>
      {edited === undefined ? (
        <>
          <p className="quiet">{m.inbox_saved_replies_what()}</p>
          <Problem error={error} />
          <ul className="macro-list">
            {replies
              .filter(({ from }) => from === "operators")
              .map((reply) => (
                <li key={reply.id}>
                  <Button look="quiet" onClick={() => setEdited(reply)}>
                    <span dir="auto">{reply.title}</span>
                  </Button>
                  <ConfirmButton
                    label={m.remove()}
                    question={m.inbox_saved_reply_remove({ name: reply.title })}
                    act={async () => {
                      await api("DELETE", "/v1/canned-replies/:id", { params: { id: reply.id }, client });
                      await changed();
                    }}
                  >
                    <span className="visually-hidden"> {reply.title}</span>
                  </ConfirmButton>
                </li>
              ))}
          </ul>
          <div className="actions">
            <Button look="primary" onClick={() => setEdited("new")}>
              {m.inbox_saved_reply_new()}
            </Button>
          </div>
        </>
      ) : (
        <SavedReplyForm
          reply={edited === "new" ? undefined : edited}
          taken={new Set(replies.map(({ id }) => id))}
          onSaved={changed}
          onDone={() => setEdited(undefined)}
        />
      )}
    </Dialog>
  );
}

function SavedReplyForm({
  reply,
  taken,
  onSaved,
  onDone,
}: {
  readonly reply: SavedReply | undefined;
  readonly taken: ReadonlySet<string>;
  onSaved(): Promise<unknown>;
  onDone(): void;
}) {
  const { client } = useInbox();
  const [files, setFiles] = useState<readonly SavedFile[]>(reply?.files ?? []);
  return (
    <Form
      submit={m.save()}
      onCancel={onDone}
      send={async (values) => {
        const title = textOf(values, "title");
        const id = reply?.id ?? macroIdOf(title, taken);
        const ids = files.map(({ saved_file_id }) => saved_file_id);
        const body = { title, text: textOf(values, "text"), files: ids };
        await api("PUT", "/v1/canned-replies/:id", { params: { id }, body, client });
        await onSaved();
      }}
      onSent={onDone}
    >
      <Field name="title" label={m.name()} defaultValue={reply?.title} required maxLength={200} autoComplete="off" />
      <TextField
        name="text"
        label={m.inbox_macro_text()}
        hint={m.inbox_macro_placeholders({ open: "{", close: "}" })}
        defaultValue={reply?.text}
        dir="auto"
        rows={4}
        required
        maxLength={longestText}
      />
      <SavedFilesField files={files} onChange={setFiles} />
    </Form>
  );
}
