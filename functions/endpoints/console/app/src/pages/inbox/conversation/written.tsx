import { m } from "#messages";
import type { Message } from "../item.ts";

/** What an operator wrote in their own language, below the translation that the customer got. */
export function WrittenText({ written }: { readonly written: Message["written"] }) {
  if (written === undefined) return null;
  return (
    <p className="translation" dir="auto" lang={written.language}>
      {m.inbox_written({ text: written.text })}
    </p>
  );
}
