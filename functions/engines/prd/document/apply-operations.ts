import { requirementLimits } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type {
  RequirementItem,
  RequirementSource,
  RequirementValue,
} from "../../../../shared/contracts/lifecycle/requirements.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { jsonBytes } from "../../../../shared/schema/byte-budget.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import { checkReferences } from "./check-references.ts";
import { dependentsOf } from "./dependents.ts";
import { fieldsOf, fieldValue, isFieldValue } from "./item-fields.ts";
import { mergeText } from "./merge-text.ts";
import { type EditOrigin, type OpenEdit, openEdit } from "./open-edit.ts";
import type { RequirementOperation } from "./operation.ts";
import type { AppliedChange, Conflict, Requirements } from "./requirements.ts";

interface EditWish extends EditOrigin {
  readonly operations: readonly RequirementOperation[];
}

export interface EditOutcome {
  readonly state: Requirements;
  /** What the change did, in order. Empty when it changed nothing. */
  readonly changes: readonly AppliedChange[];
  /** The conflicts that it caused. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Applies a change to the document as it stands now, whatever its author saw. Every operation takes effect, merges, or
 * stays as a conflict. Pure.
 * @throws TerminalError `requirements-invalid`, `requirement-not-found`, `requirements-full`: nothing is changed.
 */
export function applyOperations(state: Requirements, wish: EditWish): EditOutcome {
  const edit = openEdit(state, wish);
  for (const [index, operation] of wish.operations.entries()) run(edit, operation, `operations[${index}]`);
  edit.computeSampleSizes();
  const { next, changes, conflicts } = edit.outcome();
  checkReferences(next.items);
  checkSize(next);
  return { state: next, changes, conflicts };
}

function run(edit: OpenEdit, operation: RequirementOperation, at: string): void {
  const { op } = operation;
  if (op === "set") setField(edit, operation, at);
  else if (op === "add") addItem(edit, operation, at);
  else if (op === "remove") removeItem(edit, operation);
  else if (op === "resolve") resolveConflict(edit, operation, at);
  else if (op === "put") putItem(edit, operation, at);
  else if (op === "take-back") takeBack(edit, operation);
  else revive(edit, operation);
}

type Operation<Op extends RequirementOperation["op"]> = Extract<RequirementOperation, { readonly op: Op }>;

function addItem(edit: OpenEdit, { section, fields, ref }: Operation<"add">, at: string): void {
  const id = edit.add(section, fieldsOf(section, edit.resolved(fields), at), { kind: "edit", by: edit.wish.by });
  if (ref !== undefined) edit.name(ref, id);
}

/**
 * Brings an item back. A file may name a new item by an id that another author has given since: both stay, and the file's
 * gets an id of its own, which its other items then refer to.
 */
function revive(edit: OpenEdit, operation: Operation<"revive">): void {
  const { id, section, source } = operation;
  const fields = edit.resolved(operation.fields);
  const known = edit.item(id);
  if (known === undefined) edit.revive({ ...operation, fields });
  else if (edit.wish.via === "import" && !isAsWritten(known, fields)) {
    // A file that comes twice finds what it brought.
    const same = edit.items().find((item) => item.section === section && isAsWritten(item, fields));
    edit.name(id, same?.id ?? edit.add(section, fields, source));
  }
}

function takeBack(edit: OpenEdit, { section, source, written }: Operation<"take-back">): void {
  const item = edit.itemFrom(section, source);
  if (item === undefined) return;
  if (isAsWritten(item, written)) remove(edit, item);
  else edit.conflict({ kind: "removal-of-changed", item: item.id, field: null, seen: null, proposed: null });
}

function setField(edit: OpenEdit, { id, field, before, value }: Operation<"set">, at: string): void {
  const item = edit.item(id);
  if (item === undefined) {
    if (!edit.existed(id)) throw new TerminalError("requirement-not-found", `${at}: there is no item ${id}.`);
    edit.conflict({ kind: "edit-of-removed", item: id, field, seen: before, proposed: value });
    return;
  }
  merge(edit, item, { field, before, value: fieldValue(item.section, field, edit.resolvedValue(value), at), at });
}

interface Wanted {
  readonly field: string;
  readonly before: RequirementValue;
  readonly value: RequirementValue;
  readonly at: string;
}

/** By field first; within a field only texts. */
function merge(edit: OpenEdit, item: RequirementItem, { field, before, value, at }: Wanted): void {
  const current = item.fields[field] ?? null;
  const areTexts = typeof current === "string" && typeof before === "string" && typeof value === "string";
  if (isSame(current, value)) return;
  const both = areTexts ? mergeText(before, value, current) : undefined;
  const merged = isSame(current, before) ? value : isFieldValue(item.section, field, both) ? both : undefined;
  if (merged === undefined) {
    edit.conflict({ kind: "field", item: item.id, field, seen: before, proposed: value });
    return;
  }
  edit.set(item, field, fieldValue(item.section, field, merged, at));
}

function removeItem(edit: OpenEdit, { id, revision }: Operation<"remove">): void {
  const item = edit.item(id);
  if (item === undefined) {
    if (edit.existed(id)) return;
    throw new TerminalError("requirement-not-found", `There is no item ${id}.`);
  }
  if (item.revision <= revision) remove(edit, item);
  else edit.conflict({ kind: "removal-of-changed", item: id, field: null, seen: null, proposed: null });
}

/** With what belongs only to it: a flow's nodes, a node's edges; scenarios no longer name the requirement. */
function remove(edit: OpenEdit, item: RequirementItem): void {
  for (const dependent of dependentsOf(edit.items(), item)) {
    if (dependent.type === "remove") edit.remove(dependent.item);
    else edit.set(dependent.item, dependent.field, dependent.value);
  }
  edit.remove(item);
}

function resolveConflict(edit: OpenEdit, { conflict: id, value }: Operation<"resolve">, at: string): void {
  const conflict = edit.openConflict(id);
  if (conflict === undefined)
    throw new TerminalError(
      "requirement-not-found",
      `${at}: there is no open conflict ${id}. Read the document again.`,
    );
  const item = edit.item(conflict.item);
  if (value !== undefined) {
    if (item === undefined || conflict.field === null)
      throw new TerminalError(
        "requirements-invalid",
        `${at}.value: ${conflict.item} has no field to hold it. Leave \`value\` out, and add or remove the item instead.`,
      );
    edit.set(item, conflict.field, fieldValue(item.section, conflict.field, value, at));
  }
  edit.settle(id);
}

function putItem(edit: OpenEdit, operation: Operation<"put">, at: string): void {
  const { section, source, written, ref } = operation;
  const fields = fieldsOf(section, edit.resolved(operation.fields), at);
  const item = edit.itemFrom(section, source);
  const id = item?.id ?? edit.add(section, fields, source);
  if (ref !== undefined) edit.name(ref, id);
  if (item === undefined) return;
  for (const [field, value] of Object.entries(fields)) {
    const known = edit.item(id) ?? item;
    merge(edit, known, { field, before: written?.[field] ?? known.fields[field] ?? null, value, at });
  }
}

function isAsWritten({ fields }: RequirementItem, written: Readonly<Record<string, RequirementValue>>): boolean {
  return Object.entries(written).every(([field, value]) => isSame(fields[field] ?? null, value));
}

export function isSame(
  one: RequirementValue | RequirementSource,
  other: RequirementValue | RequirementSource,
): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** @throws TerminalError `requirements-full` */
function checkSize({ items, conflicts }: Requirements): void {
  const { items: most, bytes } = requirementLimits;
  if (items.length > most)
    throw new TerminalError("requirements-full", `A document holds at most ${most} items. Remove some first.`);
  if (jsonBytes(items) > bytes)
    throw new TerminalError("requirements-full", "The document is too large. Shorten texts or remove items first.");
  if (conflicts.length > maxConflicts || jsonBytes(conflicts) > maxConflictBytes)
    throw new TerminalError("requirements-full", "Too many conflicts are open. Resolve some first.");
}

const maxConflicts = 30;
const maxConflictBytes = 150_000;
