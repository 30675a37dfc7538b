import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { m } from "#messages";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Problem } from "./status.tsx";

/** A button whose deed cannot be taken back: it asks first, and shows what went wrong. */
export function ConfirmButton({
  label,
  question,
  children,
  act,
}: {
  readonly label: string;
  readonly question: string;
  readonly children?: ReactNode;
  act(): Promise<unknown>;
}) {
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: act, onSuccess: () => setOpen(false) });
  const close = () => {
    setOpen(false);
    reset();
  };
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {label}
        {children}
      </Button>
      <Dialog title={label} open={open} onClose={close}>
        <p>{question}</p>
        <Problem error={error} />
        <div className="actions">
          <Button onClick={close}>{m.cancel()}</Button>
          <Button look="danger" busy={isPending} onClick={() => mutate()}>
            {label}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
