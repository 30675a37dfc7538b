import { useLabels } from "./use-labels.ts";

/** A conversation's labels. One that was deleted is shown by its id. */
export function LabelChips({ ids }: { readonly ids: readonly string[] }) {
  const labels = useLabels();
  return ids.map((id) => {
    const label = labels.find((each) => each.label_id === id);
    return (
      <span key={id} className="label-chip">
        {label && <span className="label-colour" style={{ background: label.colour }} />}
        {label?.title ?? id}
      </span>
    );
  });
}
