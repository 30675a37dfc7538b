import type { StepContext } from "../runtime/step.ts";
import type { AgreementKeys } from "../schema/agreement-keys.ts";
import { canonicalJson } from "../schema/canonical-json.ts";
import { titleOf } from "../schema/title-of.ts";
import type { Preview } from "./preview.ts";
import type { Tool, ToolCallContext } from "./tool.ts";

/** The tools, of which those that change something wait for who must agree. */
export function agreedTools(tools: readonly Tool[], { confirm, approve }: AgreementKeys): readonly Tool[] {
  if (confirm === undefined && approve === undefined) return tools;
  return tools.map((tool) =>
    tool.sideEffects ? { ...tool, ...(confirm && { confirm }), ...(approve && { approve }) } : tool,
  );
}

const longestValue = 300;
const mostLines = 20;

/** What is shown before a call runs: the tool's own preview, or else its arguments. */
export async function previewOf(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  call: ToolCallContext,
): Promise<Preview> {
  const { title, lines } = (await tool.preview?.(args, call)) ?? {
    title: titleOf(tool.name),
    lines: Object.entries(args).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [{ label: titleOf(name), value: shown(value) }],
    ),
  };
  return {
    title: oneLine(title),
    lines: fewEnough(lines).map(({ label, value }) => ({ label: oneLine(label), value: oneLine(value) })),
  };
}

/** Lines that are left out are counted, so that nobody takes a part for the whole. */
function fewEnough(lines: Preview["lines"]): Preview["lines"] {
  if (lines.length <= mostLines) return lines;
  const shownLines = lines.slice(0, mostLines - 1);
  return [...shownLines, { label: "…", value: `+${lines.length - shownLines.length}` }];
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value on one line, so that it cannot imitate another line of what is shown. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
}

/** What a turn or a step has established, over its repeats. */
export interface Marks {
  has(name: string): Promise<boolean>;
  keep(name: string): Promise<void>;
}

export function marksOf({ keep, recall }: Pick<StepContext, "keep" | "recall">): Marks {
  return { has: async (name) => (await recall(name)) === true, keep: (name) => keep(name, true) };
}

/**
 * What would be done now, and whether it is what was agreed to. Once it was, it stays so in every repeat: the call itself may
 * have changed what `show` shows, before a crash.
 */
export async function compareAgreed(
  agreed: { readonly id: string; readonly preview: Preview },
  show: () => Promise<Preview>,
  marks: Marks,
): Promise<{ readonly preview: Preview; readonly isSame: boolean }> {
  const mark = `as-shown ${agreed.id}`;
  if (await marks.has(mark)) return { preview: agreed.preview, isSame: true };
  const preview = await show();
  const isSame = canonicalJson(preview) === canonicalJson(agreed.preview);
  if (isSame) await marks.keep(mark);
  return { preview, isSame };
}
