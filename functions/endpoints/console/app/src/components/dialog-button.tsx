import { type ReactNode, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** A button that opens a dialogue, and what stands in it. */
export function DialogButton({
  label,
  title = label,
  look = "primary",
  children,
}: {
  readonly label: string;
  /** The dialogue's heading, where it is not the button's text. */
  readonly title?: string;
  readonly look?: ButtonProps["look"];
  children(close: () => void): ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog title={title} open={isOpen} onClose={close}>
        {children(close)}
      </Dialog>
    </>
  );
}
