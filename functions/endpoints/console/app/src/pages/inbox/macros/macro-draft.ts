/** A macro while it is written. Pure. */
import type { MacroAction, Macro as Stored } from "../../../../../../../engines/conversation/inbox/macro.ts";
import { labelIdOf } from "../labels/label-id.ts";

export type { MacroAction };
export type Macro = Omit<Stored, "id"> & {
  readonly macro_id: string;
  /** What the files of its replies are called. */
  readonly saved_files: readonly { readonly saved_file_id: string; readonly name: string }[];
};

/** As the API takes them. */
export const mostActions = 10;
export const longestText = 4_000;
export const mostMinutes = 366 * 1_440;

export const actionTypes = ["reply", "note", "label", "snooze", "transfer", "release", "resolve"] as const;
export type ActionType = (typeof actionTypes)[number];

export function newAction(type: ActionType): MacroAction {
  switch (type) {
    case "reply":
    case "note":
      return { type, text: "" };
    case "label":
      return { type, add: [], remove: [] };
    case "snooze":
      return { type, minutes: 60 };
    case "transfer":
      return { type, department: "" };
    default:
      return { type };
  }
}

/** An id of the name, and of a number where another macro has it. */
export function macroIdOf(name: string, taken: ReadonlySet<string>): string {
  const id = labelIdOf(name) || "macro";
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? id : `${id}-${number}`;
    if (!taken.has(tried)) return tried;
  }
}

export type MacroProblem = "no-action" | "no-text" | "no-label" | "no-department" | "no-minutes";

/** What is missing. The name is the form's. */
export function problemOf(actions: readonly MacroAction[]): MacroProblem | undefined {
  if (actions.length === 0) return "no-action";
  for (const action of actions) {
    if ("text" in action && action.text.trim() === "") return "no-text";
    if (action.type === "label" && action.add.length + action.remove.length === 0) return "no-label";
    if (action.type === "transfer" && action.department.trim() === "") return "no-department";
    if (action.type === "snooze" && !isMinutes(action.minutes)) return "no-minutes";
  }
  return undefined;
}

function isMinutes(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= mostMinutes;
}

export type LabelUse = "" | "add" | "remove";
type LabelAction = Extract<MacroAction, { readonly type: "label" }>;

export function labelUse({ add, remove }: LabelAction, id: string): LabelUse {
  if (add.includes(id)) return "add";
  return remove.includes(id) ? "remove" : "";
}

export function withLabel({ add, remove }: LabelAction, id: string, use: LabelUse): LabelAction {
  const others = (ids: readonly string[]) => ids.filter((each) => each !== id);
  return {
    type: "label",
    add: [...others(add), ...(use === "add" ? [id] : [])],
    remove: [...others(remove), ...(use === "remove" ? [id] : [])],
  };
}

interface Pressed {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly code: string;
}

/** Which of the first nine macros Alt and a digit mean. The key's place counts: with Alt some keyboards write other signs. */
export function macroIndexOf({ altKey, ctrlKey, metaKey, shiftKey, code }: Pressed): number | undefined {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (!altKey || ctrlKey || metaKey || shiftKey || digit === undefined) return undefined;
  return Number(digit) - 1;
}
