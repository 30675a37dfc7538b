import type { ButtonHTMLAttributes } from "react";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary button a page: what the person most likely wants. */
  readonly look?: "primary" | "plain" | "danger" | "quiet";
  /** Something is under way that this button began. */
  readonly busy?: boolean;
}

export function Button({ look = "plain", busy = false, type = "button", disabled, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className="button" data-look={look} disabled={disabled || busy} aria-busy={busy} />
  );
}
