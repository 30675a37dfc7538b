import type { ReactNode } from "react";
import { m } from "#messages";

/** A word for a state, with a colour that says the same. */
export function Status({
  tone = "neutral",
  children,
}: {
  readonly tone?: "neutral" | "good" | "warning" | "bad" | "active";
  readonly children: ReactNode;
}) {
  return (
    <span className="status" data-tone={tone}>
      {children}
    </span>
  );
}

/** What went wrong, told as soon as it appears. Nothing when nothing did. */
export function Problem({ error, retry }: { readonly error: Error | null | undefined; retry?(): void }) {
  if (!error) return null;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p dir="auto">{error.message}</p>
      {retry && (
        <button type="button" className="button" data-look="plain" onClick={retry}>
          {m.try_again()}
        </button>
      )}
    </div>
  );
}

/** Good news, for those who cannot see it appear as well. */
export function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <div className="notice" data-tone="good" role="status">
      {children}
    </div>
  );
}
