import { requirementSections, type SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type {
  RequirementItem,
  RequirementSource,
  RequirementValue,
} from "../../../../shared/contracts/lifecycle/requirements.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import type { AppliedChange, ChangeOrigin, Conflict, Requirements } from "./requirements.ts";
import { sampleSize } from "./sample-size.ts";

export interface EditOrigin {
  readonly by: string;
  readonly via: ChangeOrigin;
  readonly at: string;
  /** Identifies the change. */
  readonly change: string;
}

type Fields = Readonly<Record<string, RequirementValue>>;

/** A change of a document while its operations run. It never touches the state that it began with. */
export type OpenEdit = ReturnType<typeof openEdit>;

export function openEdit(state: Requirements, wish: EditOrigin) {
  const revision = state.revision + 1;
  const items = new Map(state.items.map((item) => [item.id, item]));
  const counters = { ...state.counters };
  const names = new Map<string, string>();
  const changes: AppliedChange[] = [];
  const conflicts: Conflict[] = [];
  let open = [...state.conflicts];
  let { conflictCounter } = state;

  function set(item: RequirementItem, field: string, after: RequirementValue): void {
    const known = items.get(item.id) ?? item;
    const before = known.fields[field] ?? null;
    if (canonicalJson(before) === canonicalJson(after)) return;
    items.set(item.id, { ...known, revision, fields: { ...known.fields, [field]: after } });
    changes.push({ type: "set", id: item.id, field, before, after });
  }

  function insert(item: RequirementItem): void {
    items.set(item.id, item);
    changes.push({ type: "added", item });
  }

  const resolvedValue = (value: RequirementValue): RequirementValue => {
    if (Array.isArray(value)) return value.map((each) => names.get(each) ?? each);
    return typeof value === "string" ? (names.get(value) ?? value) : value;
  };

  return {
    wish,
    set,
    resolvedValue,
    items: () => [...items.values()],
    item: (id: string) => items.get(id),
    /** True for an item of before this change, or of an earlier state: its number was given. */
    existed(id: string): boolean {
      const [prefix, number] = id.split("-");
      const section = Object.entries(requirementSections).find(([, each]) => each.prefix === prefix)?.[0];
      return section !== undefined && Number(number) <= (counters[section] ?? 0);
    },
    itemFrom(section: SectionName, source: RequirementSource): RequirementItem | undefined {
      const wanted = canonicalJson(source);
      return [...items.values()].find((item) => item.section === section && canonicalJson(item.source) === wanted);
    },
    /** The fields with the ids of this change's items in place of their names. */
    resolved: (fields: Fields): Fields =>
      Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, resolvedValue(value)])),
    name(ref: string, id: string): void {
      names.set(ref, id);
    },
    add(section: SectionName, fields: Fields, source: RequirementSource): string {
      const number = (counters[section] ?? 0) + 1;
      counters[section] = number;
      const id = `${requirementSections[section].prefix}-${number}`;
      insert({ id, section, fields: { ...fields }, source, revision });
      return id;
    },
    revive({ id, section, fields, source }: Pick<RequirementItem, "id" | "section" | "fields" | "source">): void {
      counters[section] = Math.max(counters[section] ?? 0, Number(id.split("-")[1]));
      insert({ id, section, fields, source, revision });
    },
    remove(item: RequirementItem): void {
      const known = items.get(item.id);
      if (known === undefined) return;
      items.delete(item.id);
      // Conflicts about a removed item stay: what was proposed is shown until a person settles it.
      changes.push({ type: "removed", item: known });
    },
    conflict(given: Pick<Conflict, "kind" | "item" | "field" | "seen" | "proposed">): void {
      conflictCounter += 1;
      const { by, via, at, change } = wish;
      const conflict = { id: `C-${conflictCounter}`, ...given, by, via, at, change };
      conflicts.push(conflict);
      open.push(conflict);
    },
    openConflict: (id: string) => open.find((each) => each.id === id),
    settle(id: string): void {
      open = open.filter((each) => each.id !== id);
    },
    computeSampleSizes(): void {
      for (const item of items.values()) {
        if (item.section !== "experiments") continue;
        const { baseline, effect, significance, power } = requirementSections.experiments.fields.parse(item.fields);
        const known = baseline !== null && effect !== null;
        set(item, "sample_size", (known && sampleSize({ baseline, effect, significance, power })) || null);
      }
    },
    /** The document after the change. The same one when nothing changed. */
    outcome(): {
      readonly next: Requirements;
      readonly changes: readonly AppliedChange[];
      readonly conflicts: readonly Conflict[];
    } {
      const isSettled = open.length !== state.conflicts.length || conflicts.length > 0;
      if (changes.length === 0 && !isSettled) return { next: state, changes, conflicts };
      const next: Requirements = {
        ...state,
        revision,
        items: [...items.values()],
        counters,
        conflicts: open,
        conflictCounter,
        status: changes.length > 0 ? "draft" : state.status,
        lastAuthor: changes.length > 0 ? wish.by : state.lastAuthor,
        updatedAt: wish.at,
      };
      return { next, changes, conflicts };
    },
  };
}
