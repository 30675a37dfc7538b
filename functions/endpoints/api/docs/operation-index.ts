import { escaped } from "../../theme/page-frame.ts";

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
}

/** What the index shows of the API's document. */
export interface Described {
  readonly info: { readonly version: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Every operation by its part of the API, as links that the reference opens at. */
export function operationIndex({ paths = {} }: Described): string {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary = "", tags = [] }]) => ({
      path,
      method,
      summary,
      tag: tags[0] ?? "",
    })),
  );
  const parts = [...Map.groupBy(all, ({ tag }) => tag)].sort(([one], [other]) => one.localeCompare(other));
  return parts
    .map(([tag, operations]) => {
      const items = operations.map(({ path, method, summary }) => {
        const name = `${method.toUpperCase()} ${path}`;
        const address = `#tag/${slugOf(tag)}/${method.toUpperCase()}${path}`;
        return `<li><a href="${escaped(address)}"><code>${escaped(name)}</code></a> ${escaped(summary)}</li>`;
      });
      return `<h2>${escaped(tag)}</h2>\n<ul>${items.join("\n")}</ul>`;
    })
    .join("\n");
}

function slugOf(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
