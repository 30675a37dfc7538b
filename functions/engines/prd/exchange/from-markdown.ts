import type { z } from "zod";
import { requirementSections, SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type { RequirementValue } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { fieldsOf } from "../document/item-fields.ts";
import { unescaped } from "./markdown-text.ts";
import { sectionTitles } from "./section-titles.ts";

export interface WrittenItem {
  /** Null for a new one. */
  readonly id: string | null;
  readonly section: SectionName;
  readonly fields: Readonly<Record<string, RequirementValue>>;
}

export interface WrittenDocument {
  /** The revision that its author read. Null for a text that was written from nothing. */
  readonly revision: number | null;
  readonly items: readonly WrittenItem[];
}

interface Draft {
  readonly line: number;
  readonly id: string | null;
  readonly section: SectionName;
  readonly fields: Map<string, string[]>;
}

/**
 * Reads what `toMarkdown` writes, as people edited it. `### new` begins an item without an id.
 * @throws TerminalError `requirements-invalid`, which names the line and the remedy
 */
export function fromMarkdown(markdown: string): WrittenDocument {
  const lines = markdown.replaceAll("\r\n", "\n").split("\n");
  const drafts: Draft[] = [];
  let section: SectionName | undefined;
  let field: string[] | undefined;
  let revision: number | null = null;
  for (const [index, line] of lines.entries()) {
    const at = index + 1;
    const heading = /^(#{1,6})\s+(.*\S)\s*$/s.exec(line);
    if (heading !== null) {
      const [, marks = "", words = ""] = heading;
      field = undefined;
      if (marks === "##") section = sectionOf(words, at);
      else if (marks === "###") drafts.push(draftOf(words, section, at));
      else if (marks !== "#") throw wrong(at, "A section begins with ##, an item with ###.");
      continue;
    }
    const draft = drafts.at(-1);
    const named = /^- ([a-z_]+):(?: (.*))?$/s.exec(line);
    if (named !== null && draft !== undefined) {
      const [, name = "", first = ""] = named;
      if (draft.fields.has(name)) throw wrong(at, `The field \`${name}\` stands twice. Keep one of them.`);
      field = [first];
      draft.fields.set(name, field);
    } else if (field !== undefined && (line.startsWith("  ") || line.trim() === "")) field.push(line.slice(2));
    else if (draft === undefined && /^revision: \d{1,9}$/.test(line)) revision = Number(line.slice(10));
    else if (line.trim() !== "" && (draft !== undefined || section !== undefined))
      throw wrong(at, "Write a field as `- name: value`, and go on in lines that begin with two spaces.");
  }
  return { revision, items: drafts.map(itemOf) };
}

function sectionOf(words: string, line: number): SectionName {
  const found = SectionName.options.find((name) => {
    return name === words || Object.values(sectionTitles[name]).includes(words);
  });
  if (found !== undefined) return found;
  const known = SectionName.options.map((name) => sectionTitles[name].en).join(", ");
  throw wrong(line, `“${words.slice(0, 60)}” is no section. Sections: ${known}.`);
}

function draftOf(words: string, section: SectionName | undefined, line: number): Draft {
  if (section === undefined) throw wrong(line, "An item stands below its section's heading, such as `## Objectives`.");
  if (words === "new") return { line, id: null, section, fields: new Map() };
  const { prefix } = requirementSections[section];
  if (new RegExp(`^${prefix}-[1-9]\\d{0,5}$`).test(words)) return { line, id: words, section, fields: new Map() };
  throw wrong(line, `An item of ${section} is called ${prefix}-1, or new.`);
}

function itemOf({ line, id, section, fields }: Draft): WrittenItem {
  const shape = requirementSections[section].fields.shape as Readonly<Record<string, z.ZodType>>;
  const given = [...fields].map(([name, lines]) => {
    const schema = shape[name];
    if (schema === undefined)
      throw wrong(line, `\`${name}\` is no field of ${section}. Fields: ${Object.keys(shape).join(", ")}.`);
    return [name, readValue(schema, lines)] as const;
  });
  return { id, section, fields: fieldsOf(section, Object.fromEntries(given), `line ${line}`) };
}

function readValue(schema: z.ZodType, lines: readonly string[]): RequirementValue {
  if (schema.safeParse([]).success)
    return lines.flatMap((line) => (/^- /.test(line) ? [unescaped(line.slice(2))] : []));
  const text = unescaped(lines.join("\n")).trim();
  if (text === "") return null;
  if (schema.safeParse(text).success) return text;
  if (text === "true" || text === "false") return text === "true";
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function wrong(line: number, why: string): TerminalError {
  return new TerminalError("requirements-invalid", `Line ${line}: ${why}`);
}
