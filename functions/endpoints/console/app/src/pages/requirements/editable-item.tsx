import { m } from "#messages";
import { Button } from "../../components/button.tsx";
import { Problem } from "../../components/status.tsx";
import { Comments } from "./comments.tsx";
import { fieldKind } from "./field-kinds.ts";
import { PlainField } from "./plain-field.tsx";
import { TextField } from "./text-field.tsx";
import { type Item, type OfDocument, useEdits } from "./use-requirements.ts";

/** An item whose fields are edited where they stand: each edit is sent with what its author saw. */
export function EditableItem({ of, item }: { readonly of: OfDocument; readonly item: Item }) {
  const { edit } = useEdits(of);
  const { source, id, section, revision } = item;
  const save = (field: string, before: Item["fields"][string], value: Item["fields"][string]) =>
    edit.mutateAsync([{ op: "set", id, field, before, value }]);
  return (
    <li className="card" id={id}>
      <div className="actions">
        <strong>{id}</strong>
        {section !== "overview" && (
          <Button
            look="quiet"
            aria-label={m.requirements_remove_item({ id })}
            onClick={() => edit.mutate([{ op: "remove", id, revision }])}
          >
            ✕
          </Button>
        )}
      </div>
      {Object.entries(item.fields).map(([field, value]) => {
        const name = field.replaceAll("_", " ");
        const label = m.requirements_field_of({ field: name, id });
        if (fieldKind(section, field) === "text" && (value === null || typeof value === "string"))
          return (
            <TextField
              key={field}
              name={name}
              label={label}
              value={value ?? ""}
              onSave={(seen, next) => save(field, seen === "" ? null : seen, next)}
            />
          );
        return (
          <PlainField
            key={field}
            section={section}
            field={field}
            label={label}
            value={value}
            onSave={(seen, next) => {
              save(field, seen, next).catch(() => undefined);
            }}
          />
        );
      })}
      {source.kind === "fact" && source.url !== null && (
        <a href={source.url} rel="noreferrer noopener" target="_blank">
          {m.requirements_source()}
        </a>
      )}
      <Problem error={edit.error} />
      <Comments of={of} item={id} />
    </li>
  );
}
