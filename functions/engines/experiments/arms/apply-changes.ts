import { parseDocument } from "yaml";
import type { Path } from "../../../../shared/config/reading/problem.ts";
import type { ConfigChange } from "../../../../shared/events/running/experiments.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";

const root = "automation_config";
/** Who the configuration is for and where customers reach it: not a question of what works better. */
const fixed = ["client_id", "config_id", "channels"];
const part = /\.?([A-Za-z0-9_-]+)|\[(\d+)\]|\["([^"\]]+)"\]/y;

/**
 * The text with each change made, comments and all else as they were. Whether the result is a valid configuration is
 * for its reader to say.
 * @throws TerminalError `experiment-path-invalid` naming the path and what to do
 */
export function applyChanges(yaml: string, changes: readonly ConfigChange[]): string {
  const document = parseDocument(yaml);
  for (const { path, value } of changes) {
    const parts = changeablePath(path);
    try {
      if (value === undefined) {
        if (!document.deleteIn(parts)) throw invalid(path, "There is nothing at this path to remove.");
      } else document.setIn(parts, document.createNode(value));
    } catch (error) {
      if (error instanceof TerminalError) throw error;
      throw invalid(path, "A part of it is a single value, which holds no further parts. Change that value itself.");
    }
  }
  return document.toString({ lineWidth: 120 });
}

/** `agent.personality`, `tools.available[2].config`, `entities["dotted.key"]`; the root may be named or left out. */
function changeablePath(path: string): Path {
  const parts: (string | number)[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < path.length) {
    const match = part.exec(path);
    if (!match) throw invalid(path, "Write it like `agent.personality` or `tools.available[2].config`.");
    const [, name, index, quoted] = match;
    parts.push(index === undefined ? (name ?? quoted ?? "") : Number(index));
  }
  if (parts[0] === root) parts.shift();
  const [first] = parts;
  if (first === undefined) throw invalid(path, "Name a part of the configuration.");
  if (fixed.includes(String(first)))
    throw invalid(path, `\`${first}\` is the same in every variant. Change another part.`);
  return [root, ...parts];
}

function invalid(path: string, remedy: string): TerminalError {
  return new TerminalError("experiment-path-invalid", `The path \`${path}\` cannot be changed. ${remedy}`);
}
