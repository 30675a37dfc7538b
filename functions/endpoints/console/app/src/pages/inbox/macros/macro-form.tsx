import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { Field, SelectField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { useInbox } from "../inbox-context.ts";
import { ActionFields, actionNames } from "./action-fields.tsx";
import {
  actionTypes,
  type Macro,
  type MacroAction,
  type MacroProblem,
  macroIdOf,
  mostActions,
  newAction,
  problemOf,
} from "./macro-draft.ts";
import { useMacros } from "./use-macros.ts";

const problems: Readonly<Record<MacroProblem, () => string>> = {
  "no-action": m.inbox_macro_no_action,
  "no-text": m.inbox_macro_no_text,
  "no-label": m.inbox_macro_no_label,
  "no-department": m.inbox_macro_no_department,
  "no-minutes": m.inbox_macro_no_minutes,
};

interface Row {
  readonly key: number;
  readonly action: MacroAction;
}

/** A macro's name and its actions, in their order. */
export function MacroForm({ macro, onDone }: { readonly macro: Macro | undefined; onDone(): void }) {
  const inbox = useInbox();
  const { client } = inbox;
  const queries = useQueryClient();
  const { macros } = useMacros(inbox);
  const keys = useRef(0);
  const rowOf = (action: MacroAction): Row => {
    keys.current += 1;
    return { key: keys.current, action };
  };
  const fileNames = new Map(macro?.saved_files.map(({ saved_file_id: id, name }) => [id, name]));
  const [rows, setRows] = useState(() => (macro?.actions ?? [newAction("reply")]).map(rowOf));

  async function send(values: FormData): Promise<void> {
    const actions = rows.map(({ action }) => action);
    const problem = problemOf(actions);
    if (problem !== undefined) throw new Error(problems[problem]());
    const name = textOf(values, "name");
    const id = macro?.macro_id ?? macroIdOf(name, new Set(macros.map((each) => each.macro_id)));
    await api("PUT", "/v1/macros/:id", { params: { id }, body: { name, actions }, client });
    await queries.invalidateQueries({ queryKey: ["macros", client] });
  }

  return (
    <Form submit={m.save()} onCancel={onDone} send={send} onSent={onDone}>
      <Field name="name" label={m.name()} defaultValue={macro?.name} required maxLength={100} autoComplete="off" />
      <ol className="macro-actions">
        {rows.map(({ key, action }) => (
          <li key={key}>
            <div className="macro-action-head">
              <b>{actionNames[action.type]()}</b>
              <Button
                look="quiet"
                aria-label={m.inbox_macro_remove_action({ action: actionNames[action.type]() })}
                onClick={() => setRows(rows.filter((row) => row.key !== key))}
              >
                ✕
              </Button>
            </div>
            <ActionFields
              action={action}
              fileNames={fileNames}
              onChange={(next) => setRows(rows.map((row) => (row.key === key ? { key, action: next } : row)))}
            />
          </li>
        ))}
      </ol>
      {rows.length < mostActions && (
        <SelectField
          label={m.inbox_macro_add_action()}
          value=""
          onChange={({ target }) => {
            const type = actionTypes.find((each) => each === target.value);
            if (type !== undefined) setRows([...rows, rowOf(newAction(type))]);
          }}
          options={[
            { value: "", label: m.inbox_macro_choose_action() },
            ...actionTypes.map((type) => ({ value: type, label: actionNames[type]() })),
          ]}
        />
      )}
    </Form>
  );
}
