import { isRecord } from "../../../schema/records.ts";
import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";
import { promptPlaceholders } from "../prompt-placeholders.ts";

/** Texts that customers would read otherwise than they were meant. */
export function textWarnings(config: TenantConfig): readonly Explanation[] {
  return [...walkTexts(config), ...braceWarnings(config), ...nameWarnings(config)];
}

/** Rows are data, and expressions are read as such. */
const skipped = ["tables", "operations", "signals"];

function walkTexts(config: TenantConfig): readonly Explanation[] {
  const { client_id } = config;
  return Object.entries(config).flatMap(([section, value]) =>
    walk(value, [section], {
      text: (text, path) => [
        ...quoteWarnings(text, path),
        ...unfinishedWarnings(text, { path, client_id }),
        ...(path.includes("templates") ? [] : placeholderWarnings(text, path)),
      ],
      list: skipped.includes(section) ? () => [] : repeatWarnings,
    }),
  );
}

interface Visitor {
  text(text: string, path: Path): readonly Explanation[];
  list(items: readonly unknown[], path: Path): readonly Explanation[];
}

function walk(value: unknown, path: Path, visitor: Visitor): readonly Explanation[] {
  if (typeof value === "string") return visitor.text(value, path);
  if (Array.isArray(value))
    return [
      ...visitor.list(value, path),
      ...value.flatMap((item: unknown, index) => walk(item, [...path, index], visitor)),
    ];
  return isRecord(value) ? Object.entries(value).flatMap(([key, item]) => walk(item, [...path, key], visitor)) : [];
}

/** YAML knows straight quotes only. Others, as word processors write them, become part of the text. */
function quoteWarnings(text: string, path: Path): readonly Explanation[] {
  if (!/^[“„‘][^“„‘”’]*[”“’]$/.test(text.trim())) return [];
  return [
    warning(path, {
      code: "quotes-typographic",
      what: "begins and ends with typographic quotes, which YAML takes for a part of the text",
      remedy: 'Write straight quotes: "…".',
    }),
  ];
}

/** What stands where a text is still to be written: by hand, in a form, in the templates of this product. */
const unfinished =
  /\b(?:TODO|TBD|FIXME|XXX+)\b|\blorem ipsum\b|\[(?:[A-Z][A-Z _-]{3,40}|(?:your|insert|client|company|name of) [\w -]{1,40})\](?!\()|<(?:your|insert|client|company)[ _-][\w -]{1,40}>/;
const ofTemplate = /(?<![a-z])your[ _]client(?![a-z])/i;

function unfinishedWarnings(
  text: string,
  { path, client_id }: { readonly path: Path; readonly client_id: string },
): readonly Explanation[] {
  const [found] = unfinished.exec(text) ?? (client_id === "your_client" ? [] : (ofTemplate.exec(text) ?? []));
  if (found === undefined) return [];
  return [
    warning(path, { code: "text-unfinished", what: `still has \`${found}\``, remedy: "Write what belongs there." }),
  ];
}

/** A placeholder as other products write it. */
const otherForm = new RegExp(
  ["\\$\\{NAME\\}", "\\{\\{ ?NAME ?\\}\\}", "%NAME%", "<NAME>", "\\[NAME\\]"]
    .map((form) => form.replace("NAME", `(?:${promptPlaceholders.filter((name) => name.includes("_")).join("|")})`))
    .join("|"),
);

function placeholderWarnings(text: string, path: Path): readonly Explanation[] {
  const [found] = otherForm.exec(text) ?? [];
  if (found === undefined) return [];
  return [
    warning(path, {
      code: "placeholder-form",
      what: `holds \`${found}\`, which is not filled in`,
      remedy: `Write {${found.replace(/\W/g, "")}}.`,
    }),
  ];
}

/** An item that is given twice: one of the two was meant to be another. */
function repeatWarnings(items: readonly unknown[], path: Path): readonly Explanation[] {
  const first = new Map<string, number>();
  return items.flatMap((item, index) => {
    const same = JSON.stringify(item);
    const other = first.get(same);
    if (other === undefined) first.set(same, index);
    if (other === undefined) return [];
    return [
      warning([...path, index], {
        code: "item-repeated",
        what: `repeats item ${other + 1} of the list`,
        remedy: "Remove one of the two, or correct it.",
      }),
    ];
  });
}

/** The texts of this file have `{name}`, and templates `{{name}}`, as WhatsApp has them. */
function braceWarnings({ channels }: TenantConfig): readonly Explanation[] {
  return channels.output.flatMap((output, index) => {
    if (output.type !== "whatsapp" && output.type !== "email") return [];
    return output.config.templates.flatMap((template, at) =>
      Object.entries(template).flatMap(([key, text]) => {
        if (typeof text !== "string") return [];
        const path = ["channels", "output", index, "config", "templates", at, key];
        return braceWarning(text, path);
      }),
    );
  });
}

function braceWarning(text: string, path: Path): readonly Explanation[] {
  const [, single] = /(?<!\{)\{\s*([A-Za-z_]\w*)\s*\}(?!\})/.exec(text) ?? [];
  if (single !== undefined)
    return [
      warning(path, {
        code: "braces-single",
        what: `holds {${single}}, which a template does not fill`,
        remedy: `Write {{${single}}}.`,
      }),
    ];
  const [, triple] = /\{\{\{\s*([A-Za-z_]\w*)\s*\}\}\}/.exec(text) ?? [];
  if (triple === undefined) return [];
  return [
    warning(path, {
      code: "braces-triple",
      what: `holds {{{${triple}}}}, so braces stay around the value`,
      remedy: `Write {{${triple}}}.`,
    }),
  ];
}

/** Names fill placeholders, and are not filled themselves. */
function nameWarnings({ client_name, agent }: TenantConfig): readonly Explanation[] {
  const names: readonly (readonly [Path, string])[] = [
    [["client_name"], client_name],
    [["agent", "agent_name"], agent.agent_name],
  ];
  return names.flatMap(([path, name]) =>
    /[{}]/.test(name)
      ? [
          warning(path, {
            code: "braces-in-name",
            what: "has braces, which customers would read: a name is not filled in",
            remedy: "Write the name itself.",
          }),
        ]
      : [],
  );
}

function warning(path: Path, rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path, at: "value", ...rest };
}
