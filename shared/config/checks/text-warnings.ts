import type { Explanation } from "../explain.ts";
import type { Path } from "../problem.ts";
import type { TenantConfig } from "../schema.ts";

/** Texts that customers would read otherwise than they were meant. */
export function textWarnings(config: TenantConfig): readonly Explanation[] {
  return [...quoteWarnings(config, []), ...braceWarnings(config)];
}

/** YAML knows straight quotes only. Others, as word processors write them, become part of the text. */
function quoteWarnings(value: unknown, path: Path): readonly Explanation[] {
  if (typeof value === "string")
    return /^[“„‘][^“„‘”’]*[”“’]$/.test(value.trim())
      ? [
          {
            ...{ code: "quotes-typographic", path, at: "value" },
            what: "begins and ends with typographic quotes, which YAML takes for a part of the text",
            remedy: 'Write straight quotes: "…".',
          },
        ]
      : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) =>
    quoteWarnings(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The texts of this file have `{name}`, and templates `{{name}}`, as WhatsApp has them. */
function braceWarnings({ channels }: TenantConfig): readonly Explanation[] {
  return channels.output.flatMap((output, index) => {
    if (output.type !== "whatsapp" && output.type !== "email") return [];
    return output.config.templates.flatMap((template, at) =>
      Object.entries(template).flatMap(([key, text]) => {
        const [, name] = (typeof text === "string" && /(?<!\{)\{\s*([A-Za-z_]\w*)\s*\}(?!\})/.exec(text)) || [];
        if (name === undefined) return [];
        return [
          {
            ...{ code: "braces-single", at: "value" as const },
            path: ["channels", "output", index, "config", "templates", at, key],
            what: `holds {${name}}, which a template does not fill`,
            remedy: `Write {{${name}}}.`,
          },
        ];
      }),
    );
  });
}
