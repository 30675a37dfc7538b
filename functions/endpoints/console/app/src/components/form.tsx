import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { m } from "#messages";
import { ApiProblem } from "../api/api-problem.ts";
import { Button, type ButtonProps } from "./button.tsx";
import { FieldProblems } from "./field.tsx";
import { Notice, Problem } from "./status.tsx";
import { UnsavedGuard } from "./unsaved-guard.tsx";

export interface FormProps<Result> {
  /** What the button says that sends the form. */
  readonly submit: string;
  readonly look?: ButtonProps["look"];
  /** Other buttons, before the one that sends. One of type `submit` sends too, and its name is among the values. */
  readonly actions?: ReactNode;
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
  /** Asks before the page is left with something typed that was not sent. */
  readonly guarded?: boolean;
  /** Told in the form after it was sent. */
  note?(result: Result): ReactNode;
}

/** A form: what was filled in is sent once, and what the API refuses is told beside its field and below. */
export function Form<Result>(props: FormProps<Result>) {
  const {
    submit,
    look = "primary",
    actions,
    children,
    send,
    onSent,
    onCancel,
    answer,
    clears = false,
    guarded = false,
  } = props;
  const isTyped = useRef(false);
  // A page may have hundreds of forms: only one that somebody types in has a guard.
  const [needsGuard, setNeedsGuard] = useState(false);
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: ({ values }: { readonly form: HTMLFormElement; readonly values: FormData }) => send(values),
    async onSuccess(result, { form }) {
      // Without a result something was looked up, and what was typed is still to be sent.
      if (result !== undefined) isTyped.current = false;
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
        const { currentTarget: form, nativeEvent } = event;
        const { submitter } = nativeEvent as SubmitEvent;
        mutate({ form, values: new FormData(form, submitter) });
      }}
      onInput={() => {
        isTyped.current = true;
        setNeedsGuard(guarded);
      }}
    >
      {needsGuard && <UnsavedGuard isUnsaved={() => isTyped.current} />}
      <FieldProblems value={error instanceof ApiProblem ? error.fields : {}}>{children}</FieldProblems>
      <Problem error={error} />
      {data !== undefined && props.note && <Notice>{props.note(data)}</Notice>}
      <div className="actions">
        {actions}
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
