import { useState } from "react";
import { m } from "#messages";
import { Field, SelectField, TextField } from "../../../components/field.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { SavedFilesField } from "../saved-replies/saved-files-field.tsx";
import {
  type ActionType,
  type LabelUse,
  labelUse,
  longestText,
  type MacroAction,
  mostMinutes,
  withLabel,
} from "./macro-draft.ts";

export const actionNames: Readonly<Record<ActionType, () => string>> = {
  reply: m.inbox_reply,
  note: m.inbox_note,
  label: m.inbox_labels,
  snooze: m.inbox_snooze,
  transfer: m.inbox_transfer,
  release: m.inbox_release,
  resolve: m.inbox_resolve,
};

interface ActionProps {
  readonly action: MacroAction;
  /** What saved files are called, by their ids. */
  readonly fileNames: ReadonlyMap<string, string>;
  onChange(next: MacroAction): void;
}

/** What one action of a macro needs to know. */
export function ActionFields({ action, fileNames, onChange }: ActionProps) {
  switch (action.type) {
    case "reply":
      return <ReplyFields action={action} fileNames={fileNames} onChange={onChange} />;
    case "note":
      return <ActionText text={action.text} onChange={(text) => onChange({ ...action, text })} />;
    case "label":
      return <LabelUses action={action} onChange={onChange} />;
    case "snooze":
      return (
        <Field
          type="number"
          label={m.inbox_macro_minutes()}
          min={1}
          max={mostMinutes}
          value={Number.isNaN(action.minutes) ? "" : action.minutes}
          onChange={({ target }) => onChange({ ...action, minutes: target.valueAsNumber })}
        />
      );
    case "transfer":
      return (
        <Field
          label={m.inbox_transfer_department()}
          maxLength={100}
          autoComplete="off"
          value={action.department}
          onChange={({ target }) => onChange({ ...action, department: target.value })}
        />
      );
    default:
      return null;
  }
}

function ActionText({ text, onChange }: { readonly text: string; onChange(text: string): void }) {
  return (
    <TextField
      label={m.inbox_macro_text()}
      hint={m.inbox_macro_placeholders({ open: "{", close: "}" })}
      dir="auto"
      rows={3}
      maxLength={longestText}
      value={text}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

/** A text and the files that go with it. Of a file that is gone, only its number is known. */
function ReplyFields({
  action,
  fileNames,
  onChange,
}: Omit<ActionProps, "action"> & { readonly action: Extract<MacroAction, { readonly type: "reply" }> }) {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const { files = [] } = action;
  return (
    <>
      <ActionText text={action.text} onChange={(text) => onChange({ ...action, text })} />
      <SavedFilesField
        files={files.map((id, index) => ({
          saved_file_id: id,
          name: names[id] ?? fileNames.get(id) ?? m.inbox_saved_file({ number: String(index + 1) }),
        }))}
        onChange={(next) => {
          setNames((before) => ({
            ...before,
            ...Object.fromEntries(next.map(({ saved_file_id: id, name }) => [id, name])),
          }));
          onChange({ ...action, files: next.map(({ saved_file_id: id }) => id) });
        }}
      />
    </>
  );
}

const uses: readonly LabelUse[] = ["", "add", "remove"];

function LabelUses({
  action,
  onChange,
}: Pick<ActionProps, "onChange"> & { readonly action: Extract<MacroAction, { readonly type: "label" }> }) {
  const labels = useLabels();
  const names = { "": m.inbox_macro_label_leave, add: m.inbox_macro_label_add, remove: m.inbox_macro_label_remove };
  if (labels.length === 0) return <p className="quiet">{m.inbox_macro_without_labels()}</p>;
  return (
    <div className="label-choices">
      {labels.map(({ label_id: id, title }) => (
        <SelectField
          key={id}
          label={title}
          value={labelUse(action, id)}
          onChange={({ target }) => {
            const use = uses.find((each) => each === target.value) ?? "";
            onChange(withLabel(action, id, use));
          }}
          options={uses.map((use) => ({ value: use, label: names[use]() }))}
        />
      ))}
    </div>
  );
}
