import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { m } from "#messages";
import { ApiProblem } from "../api/api-problem.ts";
import { Button, type ButtonProps } from "./button.tsx";
import { FieldProblems } from "./field.tsx";
import { Problem } from "./status.tsx";

export interface FormProps<Result> {
  /** What the button says that sends the form. */
  readonly submit: string;
  readonly look?: ButtonProps["look"];
  /** Fields. Each shows by itself what the API says is wrong with it. */
  readonly children?: ReactNode;
  send(values: FormData): Promise<Result>;
  /** After it was sent. The button stays busy until it is over. */
  onSent?(result: Result): unknown;
  onCancel?(): void;
  /** Shown in the form's place once it was sent. */
  answer?(result: Result): ReactNode;
  /** Empties the fields once they were sent. What the API refuses always stays, so that it can be corrected. */
  readonly clears?: boolean;
}

/** A form: what was filled in is sent once, and what the API refuses is told beside its field and below. */
export function Form<Result>(props: FormProps<Result>) {
  const { submit, look = "primary", children, send, onSent, onCancel, answer, clears = false } = props;
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (form: HTMLFormElement) => send(new FormData(form)),
    async onSuccess(result, form) {
      if (clears) form.reset();
      await onSent?.(result);
    },
  });
  if (data !== undefined && answer) return answer(data);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        // An action would empty the fields, also when the server refuses them.
        event.preventDefault();
        mutate(event.currentTarget);
      }}
    >
      <FieldProblems value={error instanceof ApiProblem ? error.fields : {}}>{children}</FieldProblems>
      <Problem error={error} />
      <div className="actions">
        {onCancel && <Button onClick={onCancel}>{m.cancel()}</Button>}
        <Button look={look} type="submit" busy={isPending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** The text of a field, without spaces around it. Empty when there is no such field. */
export function textOf(values: FormData, name: string): string {
  return String(values.get(name) ?? "").trim();
}
