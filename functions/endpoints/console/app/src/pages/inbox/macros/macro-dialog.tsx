import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { Problem } from "../../../components/status.tsx";
import { useInbox } from "../inbox-context.ts";
import { savedRepliesShown } from "../saved-replies/saved-reply-dialog.tsx";
import { useStore } from "../store.ts";
import type { Macro } from "./macro-draft.ts";
import { MacroForm } from "./macro-form.tsx";
import { macrosShown, withKeys } from "./use-macro-commands.ts";
import { useMacros } from "./use-macros.ts";

/** The client's macros: run on the open conversation, made, changed and deleted. */
export function MacroDialog({ id }: { readonly id: string | undefined }) {
  const isShown = useStore(macrosShown);
  const [edited, setEdited] = useState<Macro | "new">();
  const close = () => {
    macrosShown.set(() => false);
    setEdited(undefined);
  };
  return (
    <Dialog title={m.inbox_macros()} open={isShown} onClose={close}>
      {edited === undefined ? (
        <MacroList id={id} onEdit={setEdited} onClose={close} />
      ) : (
        <MacroForm macro={edited === "new" ? undefined : edited} onDone={() => setEdited(undefined)} />
      )}
    </Dialog>
  );
}

function MacroList({
  id,
  onEdit,
  onClose,
}: {
  readonly id: string | undefined;
  onEdit(edited: Macro | "new"): void;
  onClose(): void;
}) {
  const inbox = useInbox();
  const queries = useQueryClient();
  const { macros, error, run } = useMacros(inbox);
  return (
    <>
      <p className="quiet">{macros.length === 0 ? m.inbox_macros_none() : m.inbox_macros_what()}</p>
      <Problem error={error} />
      <ul className="macro-list">
        {macros.map((macro, index) => (
          <li key={macro.macro_id}>
            <Button
              look="quiet"
              disabled={id === undefined}
              onClick={() => {
                if (id !== undefined) void run(macro.macro_id, id);
                onClose();
              }}
            >
              <span dir="auto">{macro.name}</span>
              {index < withKeys && <kbd>Alt {index + 1}</kbd>}
            </Button>
            <Button
              look="quiet"
              aria-label={m.inbox_macro_edit_one({ name: macro.name })}
              onClick={() => onEdit(macro)}
            >
              {m.inbox_macro_edit()}
            </Button>
            <ConfirmButton
              label={m.remove()}
              question={m.inbox_macro_remove({ name: macro.name })}
              act={async () => {
                await api("DELETE", "/v1/macros/:id", { params: { id: macro.macro_id }, client: inbox.client });
                await queries.invalidateQueries({ queryKey: ["macros", inbox.client] });
              }}
            >
              <span className="visually-hidden"> {macro.name}</span>
            </ConfirmButton>
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button
          onClick={() => {
            onClose();
            savedRepliesShown.set(() => true);
          }}
        >
          {m.inbox_saved_replies()}
        </Button>
        <Button look="primary" onClick={() => onEdit("new")}>
          {m.inbox_macro_new()}
        </Button>
      </div>
    </>
  );
}
