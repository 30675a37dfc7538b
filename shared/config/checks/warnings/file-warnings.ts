import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";

/** The media types of files by the ends of their names, as far as customers' phones tell them apart. */
const mediaTypes: Readonly<Record<string, readonly string[]>> = {
  pdf: ["application/pdf"],
  png: ["image/png"],
  jpg: ["image/jpeg"],
  jpeg: ["image/jpeg"],
  gif: ["image/gif"],
  webp: ["image/webp"],
  mp4: ["video/mp4"],
  mp3: ["audio/mpeg", "audio/mp3"],
  csv: ["text/csv"],
};

/** Files and addresses of the knowledge whose names say that they are of another kind. */
export function fileWarnings(config: TenantConfig): readonly Explanation[] {
  return [...mediaWarnings(config), ...sitemapWarnings(config)];
}

function sitemapWarnings({ knowledge_sources }: TenantConfig): readonly Explanation[] {
  return knowledge_sources.urls.flatMap(({ url, sitemap }, index): readonly Explanation[] =>
    sitemap || !/sitemap[\w-]*\.xml(\.gz)?$/i.test(new URL(url).pathname)
      ? []
      : [
          {
            code: "sitemap-likely",
            path: ["knowledge_sources", "urls", index, "url"],
            at: "value",
            what: "looks like a sitemap, and is read as a page",
            remedy: "Add `sitemap: true` to the entry.",
          },
        ],
  );
}

/** A phone would not open such a file. */
function mediaWarnings({ knowledge }: TenantConfig): readonly Explanation[] {
  return knowledge.flatMap(({ files = [] }, index) =>
    files.flatMap(({ url, content_type }, at): readonly Explanation[] => {
      const [, ending = ""] = /\.([a-z0-9]{3,4})$/.exec(new URL(url).pathname.toLowerCase()) ?? [];
      const usual = Object.hasOwn(mediaTypes, ending) ? mediaTypes[ending] : undefined;
      if (usual === undefined || usual.includes(content_type.toLowerCase())) return [];
      return [
        {
          code: "media-type-differs",
          path: ["knowledge", index, "files", at, "content_type"],
          at: "value",
          what: `is ${content_type}, but the file's name ends with .${ending}`,
          remedy: `Write ${usual[0]}, or correct the address.`,
        },
      ];
    }),
  );
}
