import { useId } from "react";
import { m } from "#messages";
import { choicesOf, fieldKind, givenValue } from "./field-kinds.ts";
import type { Item } from "./use-requirements.ts";

type Value = Item["fields"][string];

/** A field of one line, a number, a list or a choice. It is kept when it is left, or with Enter. */
export function PlainField({
  section,
  field,
  label,
  value,
  onSave,
}: {
  readonly section: string;
  readonly field: string;
  readonly label: string;
  readonly value: Value;
  onSave(seen: Value, next: Value): void;
}) {
  const id = useId();
  const kind = fieldKind(section, field);
  const shown = shownValue(value);
  const keep = (text: string) => {
    if (text !== shown) onSave(value, givenValue(kind, text));
  };
  const name = field.replaceAll("_", " ");
  if (kind === "shown") return <p className="quiet">{`${name}: ${shown === "" ? "–" : shown}`}</p>;
  const options = kind === "truth" ? ["true", "false"] : choicesOf(section, field);
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {options.length > 0 ? (
        <select
          id={id}
          aria-label={label}
          className="input"
          value={shown}
          onChange={({ currentTarget }) => keep(currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {kind === "truth" ? (option === "true" ? m.yes() : m.no()) : option.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      ) : (
        <input
          // Another value of others replaces what stands here, unless somebody is typing: then the edit is merged.
          key={shown}
          id={id}
          aria-label={label}
          className="input"
          maxLength={400}
          {...(kind === "number" ? { type: "number", step: "any" } : {})}
          defaultValue={shown}
          onBlur={({ currentTarget }) => keep(currentTarget.value)}
          onKeyDown={({ key, currentTarget }) => key === "Enter" && keep(currentTarget.value)}
        />
      )}
    </div>
  );
}

function shownValue(value: Value): string {
  if (value === null) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
