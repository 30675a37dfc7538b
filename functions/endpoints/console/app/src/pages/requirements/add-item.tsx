import { useState } from "react";
import { m } from "#messages";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Problem } from "../../components/status.tsx";
import { choicesOf, fieldKind, givenValue, newItemFields } from "./field-kinds.ts";
import { sectionName } from "./section-name.ts";
import { type OfDocument, useEdits } from "./use-requirements.ts";

type Section = keyof typeof newItemFields;
const sections = Object.keys(newItemFields) as Section[];
const isOptional = (field: string) => /needs|purpose|minutes|baseline|target|requirements/.test(field);

/** Adds an item to a section. Its id comes from the document. */
export function AddItem({ of }: { readonly of: OfDocument }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="actions">
      <Button onClick={() => setOpen(true)}>{m.requirements_add_item()}</Button>
      <Dialog title={m.requirements_add_item()} open={isOpen} onClose={() => setOpen(false)}>
        <NewItem of={of} onDone={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}

function NewItem({ of, onDone }: { readonly of: OfDocument; onDone(): void }) {
  const [section, setSection] = useState<Section>("objectives");
  const { edit } = useEdits(of);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const given = newItemFields[section].map((field) => {
          return [field, givenValue(fieldKind(section, field), String(form.get(field) ?? ""))] as const;
        });
        const fields = Object.fromEntries(given.filter(([, value]) => value !== null));
        edit.mutate([{ op: "add", section, fields }], { onSuccess: onDone });
      }}
    >
      <div className="field">
        <label htmlFor="new-item-section">{m.requirements_section()}</label>
        <select
          id="new-item-section"
          className="input"
          value={section}
          onChange={({ currentTarget }) => setSection(currentTarget.value as Section)}
        >
          {sections.map((each) => (
            <option key={each} value={each}>
              {sectionName(each)}
            </option>
          ))}
        </select>
      </div>
      {newItemFields[section].map((field) => {
        const name = field.replaceAll("_", " ");
        const kind = fieldKind(section, field);
        const values = kind === "truth" ? ["true", "false"] : choicesOf(section, field);
        const key = `${section}.${field}`;
        if (values.length > 0) {
          const options = values.map((value) => ({ value, label: value.replaceAll("_", " ") }));
          return <SelectField key={key} name={field} label={name} options={options} />;
        }
        const type = kind === "number" ? { type: "number", step: "any" } : {};
        return <Field key={key} name={field} label={name} required={!isOptional(field)} maxLength={1_000} {...type} />;
      })}
      <Problem error={edit.error} />
      <div className="actions">
        <Button look="primary" type="submit" busy={edit.isPending}>
          {m.requirements_add_item()}
        </Button>
      </div>
    </form>
  );
}
