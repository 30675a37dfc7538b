import type { RequirementItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { changesBetween, inverseOf, operationsFor } from "../document/item-changes.ts";
import type { RequirementOperation } from "../document/operation.ts";
import type { AppliedChange } from "../document/requirements.ts";
import type { WrittenDocument } from "./from-markdown.ts";

/** The items as they stood before these changes, which are the newest, in the order in which they were made. Pure. */
export function itemsBefore(
  items: readonly RequirementItem[],
  changes: readonly AppliedChange[],
): readonly RequirementItem[] {
  const known = new Map(items.map((item) => [item.id, item]));
  for (const change of inverseOf(changes)) {
    if (change.type === "added") known.set(change.item.id, change.item);
    else if (change.type === "removed") known.delete(change.item.id);
    else {
      const item = known.get(change.id);
      if (item) known.set(change.id, { ...item, fields: { ...item.fields, [change.field]: change.after } });
    }
  }
  return [...known.values()];
}

/**
 * What an author changed who had the document as `base` before them: the operations of an edit like any other, so that
 * others' edits since are merged or shown as conflicts.
 * @throws TerminalError `requirements-invalid`
 */
export function writtenOperations(
  written: WrittenDocument,
  { base, by }: { readonly base: readonly RequirementItem[]; readonly by: string },
): readonly RequirementOperation[] {
  const revision = written.revision ?? 0;
  const known = new Map(base.map((item) => [item.id, item]));
  const named = written.items.flatMap(({ id, section, fields }): RequirementItem[] => {
    if (id === null) return [];
    return [{ id, section, fields, source: known.get(id)?.source ?? { kind: "edit", by }, revision }];
  });
  const twice = named.find(({ id }, index) => named.findIndex((item) => item.id === id) !== index);
  if (twice !== undefined)
    throw new TerminalError("requirements-invalid", `${twice.id} stands twice. Call one of them \`new\`.`);
  const removals = base.map((item) => ({ ...item, revision }));
  const fresh = written.items.filter(({ id }) => id === null);
  const changes = changesBetween(removals, named);
  // New items come first: one may get another id, which changed fields of others then name.
  const added = changes.filter(({ type }) => type === "added");
  return [
    ...operationsFor([...added, ...changes.filter(({ type }) => type !== "added")]),
    ...fresh.map(({ section, fields }): RequirementOperation => {
      const { sample_size: _computed, ...given } = fields;
      return { op: "add", section, fields: given };
    }),
  ];
}
