import type { TenantConfig } from "../../config/index.ts";
import { renderPrompt } from "../../config/prompt.ts";
import { platformRules } from "../prompt/prompt.ts";

/** The word sequences of the instructions, which customers must not read. */
export interface Instructions {
  readonly platform: ReadonlySet<string>;
  readonly tenant: ReadonlySet<string>;
  readonly tenantWords: number;
}

/** Number of consecutive words in one comparison. */
const runWords = 6;
/** Minimum words of an excerpt from the platform's rules that count as a leak. */
const platformLeakWords = 8;
/**
 * A tenant's prompt may hold facts for customers, which a reply may repeat. Only a long excerpt, or a large share of
 * the whole prompt, is a leak.
 */
const tenantLeak = { words: 14, share: 0.4, leastWords: 10 };

/** Matches lines about the agent's persona, which customers may hear. */
const personaPlaceholder = /\{\s*(?:agent_name|agent_type|client_name|personality|objectives|industry)\s*\}/;

const cache = new WeakMap<TenantConfig, Instructions>();
const platformRuns = new Set(runsOf(wordsOf(platformRules)));

/** The instructions of a tenant's agent, prepared once for each configuration. */
export function instructionsOf(config: TenantConfig): Instructions {
  const cached = cache.get(config);
  if (cached) return cached;
  const lines = config.agent.system_prompt.split("\n").filter((line) => !personaPlaceholder.test(line));
  const words = wordsOf(renderPrompt(lines.join("\n"), config));
  const instructions = { platform: platformRuns, tenant: new Set(runsOf(words)), tenantWords: words.length };
  cache.set(config, instructions);
  return instructions;
}

/** Whether `text` repeats instructions word for word. Punctuation, case and line breaks are ignored. */
export function leaksInstructions(text: string, instructions: Instructions): boolean {
  const runs = runsOf(wordsOf(text));
  if (longestMatch(runs, instructions.platform).longest >= platformLeakWords) return true;
  const { longest, total } = longestMatch(runs, instructions.tenant);
  if (longest >= tenantLeak.words) return true;
  return total >= tenantLeak.leastWords && total >= instructions.tenantWords * tenantLeak.share;
}

/** The longest common excerpt, and the sum of all common excerpts, in words. */
function longestMatch(runs: readonly string[], instructions: ReadonlySet<string>): { longest: number; total: number } {
  let longest = 0;
  let total = 0;
  let current = 0;
  for (const run of runs) {
    if (!instructions.has(run)) {
      current = 0;
      continue;
    }
    const added = current === 0 ? runWords : 1;
    current += added;
    total += added;
    longest = Math.max(longest, current);
  }
  return { longest, total };
}

function runsOf(words: readonly string[]): string[] {
  const runs: string[] = [];
  for (let at = 0; at + runWords <= words.length; at += 1) runs.push(words.slice(at, at + runWords).join(" "));
  return runs;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
