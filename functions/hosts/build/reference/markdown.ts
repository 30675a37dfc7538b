import { promptPlaceholders } from "../../../../shared/config/checks/prompt-placeholders.ts";
import { bareSignals, valuedSignals } from "../../../../shared/config/checks/signal-names.ts";
import { chapters, introduction, parts, valueKinds } from "./chapters.ts";
import type { Described } from "./json-schema.ts";
import { keyTable } from "./key-table.ts";
import { code, valueText } from "./value-text.ts";

/** docs/configuration.md. `examples` are the sections of an example file. */
export function referencePage(config: Described, examples: ReadonlyMap<string, string>): string {
  const of = { properties: config.properties ?? {}, required: config.required ?? [], examples };
  return `${[
    introduction,
    contents(),
    valueKinds,
    ...chapters.map((chapter) => chapterText(chapter, of)),
    conditions(),
    placeholders(),
  ]
    .map((text) => text.trim())
    .join("\n\n")}\n`;
}

interface Sections {
  readonly properties: Readonly<Record<string, Described>>;
  readonly required: readonly string[];
  readonly examples: ReadonlyMap<string, string>;
}

function contents(): string {
  const lines = chapters.map(({ title, sections }) => {
    const links = sections.map((name) => (isScalarChapter(title) ? code(name) : `[\`${name}\`](#${name})`));
    return `- [${title}](#${anchor(title)}): ${links.join(", ")}`;
  });
  return [...lines, "- [Conditions](#conditions), [placeholders](#placeholders)"].join("\n");
}

function chapterText({ title, text, sections }: (typeof chapters)[number], of: Sections): string {
  const body = isScalarChapter(title)
    ? [keyTable(picked(of, sections)), example(sections.map((name) => of.examples.get(name)))]
    : sections.map((name) => sectionText(name, of));
  return [`## ${title}`, text, ...body].filter((part) => part !== "").join("\n\n");
}

/** The client's own keys are no sections: one table has them all. */
function isScalarChapter(title: string): boolean {
  return title === chapters[0]?.title;
}

function picked({ properties, required }: Sections, names: readonly string[]): Described {
  return { required, properties: Object.fromEntries(names.map((name) => [name, properties[name] ?? {}])) };
}

function sectionText(name: string, { properties, examples, required }: Sections): string {
  const section = properties[name] ?? {};
  const split = (parts[name] ?? []).filter((part) => section.properties?.[part]);
  const lead = [
    section.description ?? "",
    required.includes(name) ? "This section is required." : "",
    shapeText(section),
  ];
  const tables =
    split.length === 0
      ? [keyTable(section.items ?? section)]
      : split.flatMap((part) => partText(`${name}.${part}`, section.properties?.[part] ?? {}));
  return [`### \`${name}\``, lead.filter((text) => text !== "").join(" "), example([examples.get(name)]), ...tables]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What a section is, unless it is a section with fixed keys. */
function shapeText(section: Described): string {
  if (section.type === "array") return `A ${valueText({ ...section, items: section.items ?? {} })}.`;
  return section.properties ? "" : `Written as ${valueText(section)}.`;
}

function partText(path: string, part: Described): readonly string[] {
  const members = part.items?.oneOf ?? [];
  const heading = [`#### \`${path}\``, part.description ?? ""];
  if (members.length === 0) return [...heading, keyTable(part.items ?? part)];
  const [first = {}] = members;
  const type: Described = { ...first.properties?.type, enum: members.map(typeOf) };
  const common: Described = {
    required: first.required ?? [],
    properties: { ...first.properties, type: withoutConst(type) },
  };
  return [...heading, keyTable(common, ["config"]), ...members.map((member) => memberText(path, member))];
}

function withoutConst({ const: _, ...rest }: Described): Described {
  return rest;
}

function memberText(path: string, member: Described): string {
  const config = member.properties?.config ?? {};
  const table = keyTable(config);
  const heading = `##### \`config\` of \`${path}\` with \`type: ${typeOf(member)}\``;
  return [heading, table === "" ? "It has no settings." : table].join("\n\n");
}

function typeOf(member: Described): string {
  return String(member.properties?.type?.const ?? "");
}

function example(texts: readonly (string | undefined)[]): string {
  const given = texts.filter((text) => text !== undefined);
  return given.length === 0 ? "" : `\`\`\`yaml\n${given.join("\n")}\n\`\`\``;
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}

function conditions(): string {
  const valued = Object.entries(valuedSignals).map(([name, range]) =>
    range
      ? `${code(name)} (${range.least} ${Number.isFinite(range.most) ? `to ${range.most}` : "or more"})`
      : code(name),
  );
  return `## Conditions

A condition says when a rule holds. These forms mean the same, and all of them may stand in one file:

| long | short |
|---|---|
| \`condition: "sentiment_score < 0.3"\` | \`- sentiment_score_below: 0.3\` or \`- "sentiment_score:<0.3"\` |
| \`condition: "customer_type == 'premium'"\` | \`- customer_type: premium\` or \`- "customer_type:premium"\` |
| \`condition: "complaint"\` | \`- complaint\` or \`- complaint: true\` |
| \`condition: "!complaint"\` | \`- complaint: false\` |

\`&&\`, \`||\`, \`!\`, brackets and \`in\` join them: \`complexity_score > 0.8 && !(language in ["hi", "ur"])\`. The language is
[CEL](https://cel.dev). A condition on something unknown does not hold.

Escalations and offers read signals. The product raises ${bareSignals.map(code).join(", ")}. With a value there are
${valued.join(", ")}. Others are the client's own, under [\`signals\`](#signals). Conditions of \`outbound_retargeting\` read
the facts that \`POST /v1/triggers\` tells.`;
}

function placeholders(): string {
  return `## Placeholders

\`agent.system_prompt\` and \`voice.greeting.message\` may use ${promptPlaceholders.map((name) => code(`{${name}}`)).join(", ")}.
\`{{name}}\` gives the text \`{name}\`. What other texts may use stands in their tables. An unknown placeholder is refused.`;
}
