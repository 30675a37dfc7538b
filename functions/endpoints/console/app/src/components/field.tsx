import { type InputHTMLAttributes, type ReactNode, useId } from "react";

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value, and what to do. */
  readonly problem?: string | undefined;
}

export function Field({
  label,
  hint,
  problem,
  ...input
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className">) {
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(ids) => <input {...input} {...ids} className="input" />}
    </Labelled>
  );
}

/** A choice of few. */
export function SelectField({
  label,
  hint,
  problem,
  options,
  ...select
}: FieldProps & {
  readonly name: string;
  readonly defaultValue?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(ids) => (
        <select {...select} {...ids} className="input">
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** Something that holds or does not. */
export function CheckField({
  label,
  ...input
}: { readonly label: string } & Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className" | "type">) {
  return (
    <label className="check">
      <input {...input} type="checkbox" />
      {label}
    </label>
  );
}

interface FieldIds {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

function Labelled({
  label,
  hint,
  problem,
  children,
}: FieldProps & { readonly children: (ids: FieldIds) => ReactNode }) {
  const id = useId();
  const told = problem ?? hint;
  const ids = {
    id,
    "aria-describedby": told === undefined ? undefined : `${id}-told`,
    "aria-invalid": problem !== undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(ids)}
      {told !== undefined && (
        <p id={`${id}-told`} className={problem === undefined ? "hint" : "problem"}>
          {told}
        </p>
      )}
    </div>
  );
}
