import type { RequirementItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { isSame } from "./apply-operations.ts";
import type { RequirementOperation } from "./operation.ts";
import type { AppliedChange } from "./requirements.ts";

/** What leads from one list of items to the other: changed fields, then new items, then removed ones. */
export function changesBetween(
  from: readonly RequirementItem[],
  to: readonly RequirementItem[],
): readonly AppliedChange[] {
  const before = new Map(from.map((item) => [item.id, item]));
  const after = new Map(to.map((item) => [item.id, item]));
  const sets = to.flatMap((item): AppliedChange[] => {
    const known = before.get(item.id);
    if (known === undefined) return [];
    const names = [...new Set([...Object.keys(known.fields), ...Object.keys(item.fields)])];
    return names.flatMap((field): AppliedChange[] => {
      const [old, next] = [known.fields[field] ?? null, item.fields[field] ?? null];
      return isSame(old, next) ? [] : [{ type: "set", id: item.id, field, before: old, after: next }];
    });
  });
  return [
    ...sets,
    ...to.filter(({ id }) => !before.has(id)).map((item): AppliedChange => ({ type: "added", item })),
    ...from.filter(({ id }) => !after.has(id)).map((item): AppliedChange => ({ type: "removed", item })),
  ];
}

/** The operations that do these changes. What is computed follows by itself. */
export function operationsFor(changes: readonly AppliedChange[]): readonly RequirementOperation[] {
  return changes.flatMap((change): RequirementOperation[] => {
    if (change.type === "added") {
      const { id, section, fields, source } = change.item;
      return [{ op: "revive", id, section, fields, source }];
    }
    if (change.type === "removed") return [{ op: "remove", id: change.item.id, revision: change.item.revision }];
    const { id, field, before, after } = change;
    return field === "sample_size" ? [] : [{ op: "set", id, field, before, value: after }];
  });
}

/** What takes these changes back, the last one first. */
export function inverseOf(changes: readonly AppliedChange[]): readonly AppliedChange[] {
  return changes.toReversed().map((change): AppliedChange => {
    if (change.type === "set") return { ...change, before: change.after, after: change.before };
    return { type: change.type === "added" ? "removed" : "added", item: change.item };
  });
}
