import { requirementSections, SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type { RequirementItem, RequirementValue } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { escaped } from "./markdown-text.ts";
import { sectionTitles } from "./section-titles.ts";

interface Exported {
  readonly id: string;
  readonly revision: number;
  readonly language: "en" | "hi";
  readonly items: readonly RequirementItem[];
}

/**
 * A document as Markdown that reads back as the same items: a heading for each section and item, a bullet for each
 * field that holds something. The head names the revision, from which an import tells what was edited.
 */
export function toMarkdown({ id, revision, language, items }: Exported): string {
  const head = ["---", `prd: ${id}`, `revision: ${revision}`, `language: ${language}`, "---", ""];
  const sections = SectionName.options.flatMap((section) => {
    const own = items.filter((item) => item.section === section);
    if (own.length === 0) return [];
    return [`## ${sectionTitles[section][language]}`, "", ...own.flatMap(itemLines)];
  });
  return `${[...head, ...sections].join("\n").trimEnd()}\n`;
}

function itemLines({ id, section, fields }: RequirementItem): readonly string[] {
  const names = Object.keys(requirementSections[section].fields.shape);
  return [`### ${id}`, "", ...names.flatMap((name) => fieldLines(name, fields[name] ?? null)), ""];
}

function fieldLines(name: string, value: RequirementValue): readonly string[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [];
  if (Array.isArray(value))
    return [`- ${name}:`, ...value.map((each) => `  - ${escaped(each).replaceAll("\n", "\\n")}`)];
  const [first = "", ...more] = (typeof value === "string" ? escaped(value) : String(value)).split("\n");
  return [`- ${name}: ${first}`, ...more.map((line) => `  ${line}`)];
}
