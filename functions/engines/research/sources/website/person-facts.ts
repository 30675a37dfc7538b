import { claimLimits } from "../../../../../shared/events/lifecycle/research-claims.ts";
import type { Claimed, Line } from "./claimed.ts";

const roles =
  "[Ff]ounder|[Cc]o-?[Ff]ounder|[Oo]wner|[Pp]roprietor|CEO|[Mm]anaging [Dd]irector|[Dd]irector|[Pp]rincipal|[Hh]ead [Dd]octor|[Mm]anager";
const hindiRoles = "संस्थापक|मालिक|स्वामी|निदेशक|प्रधानाचार्या?|प्रबंधक|संचालक";
const title = "(?:(?:Dr|Mr|Mrs|Ms|Prof|Pandit|Shri|Smt)\\.?\\s)?";
const name = `${title}\\p{Lu}[\\p{L}.]+(?:\\s\\p{Lu}[\\p{L}.]+){1,3}`;
const hindiWord = "[\\p{Script=Devanagari}.]+";
const patterns = [
  { pattern: new RegExp(`\\b(?<role>${roles})\\s*[:\\-–,]\\s*(?<name>${name})`, "gu") },
  { pattern: new RegExp(`(?<name>${name})\\s*[,\\-–(]\\s*(?<role>${roles})\\b`, "gu") },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{M}])(?<role>${hindiRoles})\\s*[:\\-–]\\s*(?<name>${hindiWord}(?:\\s${hindiWord}){1,3})`,
      "gu",
    ),
  },
  {
    pattern: new RegExp(
      `(?<name>${hindiWord}(?:\\s${hindiWord}){1,3})\\s*[,(]\\s*(?<role>${hindiRoles})(?![\\p{L}\\p{M}])`,
      "gu",
    ),
  },
];
/** Words with a capital that stand before a name at the beginning of a sentence. */
const notAName = /^(?:Call|Contact|Meet|Ask|Our|The|Today|Now|By|With|And|From|About)\s+/;

/** People whose role is named beside them. */
export function personFacts(line: Line): readonly Claimed[] {
  if (line.text.length > 300) return [];
  return patterns.flatMap(({ pattern }) =>
    [...line.text.matchAll(pattern)].flatMap(({ 0: found, index, groups = {} }): readonly Claimed[] => {
      const person = (groups.name ?? "")
        .replace(notAName, "")
        .replace(/(?<=[\p{L}\p{M}]{3})[.।]$/u, "")
        .trim()
        .slice(0, claimLimits.name);
      if (!person.includes(" ")) return [];
      const start = line.start + index;
      const value = { name: person, role: groups.role ?? null };
      return [{ claim: { kind: "person", value }, span: { start, end: start + found.length } }];
    }),
  );
}
