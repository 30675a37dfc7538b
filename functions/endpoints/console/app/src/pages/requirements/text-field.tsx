import { lazy, Suspense, useState } from "react";
import { m } from "#messages";
import { FormattedText } from "./formatted-text.tsx";

/** 70 KB that only who edits needs. */
const RichText = lazy(async () => ({ default: (await import("./rich-text.tsx")).RichText }));

/**
 * A text that is edited where it stands. An editor is made only for the text that somebody opens, because a document has
 * hundreds. `onSave` gets what the author saw, so that what others changed meanwhile is merged.
 */
export function TextField({
  name,
  label,
  value,
  onSave,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Resolves once it is kept. A text that is refused stays in the editor. */
  onSave(seen: string, next: string): Promise<unknown>;
}) {
  const [draft, setDraft] = useState<{ readonly seen: string; readonly text: string }>();
  if (draft === undefined)
    return (
      <div className="field">
        <span className="field-name">{name}</span>
        <button
          type="button"
          className="text-value"
          aria-label={m.requirements_edit_text({ label, value })}
          onClick={() => setDraft({ seen: value, text: value })}
        >
          {value === "" ? "–" : <FormattedText text={value} />}
        </button>
      </div>
    );
  return (
    <div className="field">
      <span className="field-name">{name}</span>
      <Suspense fallback={<FormattedText text={draft.text} />}>
        <RichText
          label={label}
          value={draft.text}
          onDone={(next) => {
            if (next === undefined || next === "") return setDraft(undefined);
            onSave(draft.seen, next).then(
              () => setDraft(undefined),
              () => undefined,
            );
          }}
        />
      </Suspense>
    </div>
  );
}
