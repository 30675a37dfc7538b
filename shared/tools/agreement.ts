import { z } from "zod";
import { titleOf } from "./naming.ts";
import type { Preview } from "./preview.ts";
import type { Tool, ToolCallContext } from "./tool.ts";

/** What every entry of `tools.available` may set about who must agree. */
export const toolAgreement = {
  confirm: z
    .literal(["customer", "operator"])
    .optional()
    .describe("Who must say yes to the arguments of a call before it runs (docs/confirmations.md)."),
  approve: z
    .literal(["admin", "operator"])
    .optional()
    .describe("The role that must approve the arguments of a call before it runs (docs/confirmations.md)."),
};

export const ToolAgreement = z.object(toolAgreement);
export type ToolAgreement = z.output<typeof ToolAgreement>;

/** The tools, of which those that change something wait for who must agree. */
export function agreedTools(tools: readonly Tool[], { confirm, approve }: ToolAgreement): readonly Tool[] {
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
