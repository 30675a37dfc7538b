import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import type { Written } from "./written.ts";

/** Above the field, while it has a translation: what was written, and the way back to it. */
export function WrittenLine({
  written,
  onBack,
}: {
  readonly written: Written | undefined;
  onBack(text: string): void;
}) {
  if (written === undefined) return null;
  return (
    <div className="written">
      <p className="translation" dir="auto" lang={written.language}>
        {m.inbox_written({ text: written.text })}
      </p>
      <Button look="quiet" onClick={() => onBack(written.text)}>
        {m.inbox_own_words()}
      </Button>
    </div>
  );
}
