import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useContext,
  useId,
} from "react";

interface FieldProps {
  readonly name?: string | undefined;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Where the value stands in what is sent, as the API names it in its refusals. The default is the field's name. */
  readonly pointer?: string | undefined;
  /** What is wrong with the value and what to do, outside a `Form`, which tells it by itself. */
  readonly problem?: string | undefined;
}

/** What the API says is wrong with which field of a form. */
export const FieldProblems = createContext<Readonly<Record<string, string>>>({});

export function Field({
  label,
  hint,
  pointer,
  problem,
  ...input
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className">) {
  return (
    <Labelled label={label} hint={hint} problem={problem} pointer={pointer ?? input.name}>
      {(ids) => <input {...input} {...ids} className="input" />}
    </Labelled>
  );
}

/** A choice of few. */
export function SelectField({
  label,
  hint,
  pointer,
  problem,
  options,
  ...select
}: FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "id" | "className"> & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }) {
  return (
    <Labelled label={label} hint={hint} problem={problem} pointer={pointer ?? select.name}>
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

/** Several lines of text. */
export function TextField({
  label,
  hint,
  pointer,
  problem,
  ...text
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id" | "className">) {
  return (
    <Labelled label={label} hint={hint} problem={problem} pointer={pointer ?? text.name}>
      {(ids) => <textarea {...text} {...ids} className="input" />}
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

/** What the API says is wrong with a value that several inputs make up. */
export function FieldProblem({ pointer }: { readonly pointer: string }) {
  const problem = useContext(FieldProblems)[pointer];
  return problem === undefined ? null : <p className="problem">{problem}</p>;
}

interface FieldIds {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

function Labelled({
  label,
  hint,
  pointer = "",
  problem: given,
  children,
}: FieldProps & { readonly children: (ids: FieldIds) => ReactNode }) {
  const id = useId();
  const found = useContext(FieldProblems)[pointer];
  const problem = given ?? found;
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
