import { useState } from "react";
import { m } from "#messages";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { choicesOf, fieldKind, givenValue, newItemFields } from "./field-kinds.ts";
import { sectionName } from "./section-name.ts";
import { type OfDocument, useEdits } from "./use-requirements.ts";

type Section = keyof typeof newItemFields;
const sections = Object.keys(newItemFields) as Section[];
const isOptional = (field: string) => /needs|purpose|minutes|baseline|target|requirements/.test(field);

/** Adds an item to a section. Its id comes from the document. */
export function AddItem({ of }: { readonly of: OfDocument }) {
  return (
    <div className="actions">
      <DialogButton label={m.requirements_add_item()} look="plain">
        {(close) => <NewItem of={of} onDone={close} />}
      </DialogButton>
    </div>
  );
}

function NewItem({ of, onDone }: { readonly of: OfDocument; onDone(): void }) {
  const [section, setSection] = useState<Section>("objectives");
  const { edit } = useEdits(of);
  return (
    <Form
      submit={m.requirements_add_item()}
      guarded
      send={(values) => {
        const given = newItemFields[section].map((field) => {
          return [field, givenValue(fieldKind(section, field), textOf(values, field))] as const;
        });
        const fields = Object.fromEntries(given.filter(([, value]) => value !== null));
        return edit.mutateAsync([{ op: "add", section, fields }]);
      }}
      onSent={onDone}
    >
      <SelectField
        label={m.requirements_section()}
        value={section}
        onChange={({ currentTarget }) => setSection(currentTarget.value as Section)}
        options={sections.map((value) => ({ value, label: sectionName(value) }))}
      />
      {newItemFields[section].map((field) => {
        const name = field.replaceAll("_", " ");
        const kind = fieldKind(section, field);
        const values = kind === "truth" ? ["true", "false"] : choicesOf(section, field);
        const key = `${section}.${field}`;
        if (values.length > 0) {
          const options = values.map((value) => ({ value, label: value.replaceAll("_", " ") }));
          return (
            <SelectField
              key={key}
              name={field}
              pointer={`operations/0/fields/${field}`}
              label={name}
              options={options}
            />
          );
        }
        const type = kind === "number" ? { type: "number", step: "any" } : {};
        return (
          <Field
            key={key}
            name={field}
            pointer={`operations/0/fields/${field}`}
            label={name}
            required={!isOptional(field)}
            maxLength={1_000}
            {...type}
          />
        );
      })}
    </Form>
  );
}
