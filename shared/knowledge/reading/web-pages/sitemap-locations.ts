const mostLocations = 5_000;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The addresses of a sitemap or of an index of sitemaps (sitemaps.org/protocol). Undefined for a file that declares a
 * document type: entities of its own are how a small file becomes a large one, and no sitemap needs them.
 */
export function locationsIn(xml: string): readonly string[] | undefined {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml.slice(0, 10_000))) return undefined;
  return [...xml.matchAll(/<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?([^<\]]{1,2000})/gi)]
    .slice(0, mostLocations)
    .flatMap(([, location = ""]) => {
      const text = location.trim().replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? "");
      return URL.parse(text)?.href ?? [];
    });
}
