import { useQuery } from "@tanstack/react-query";
import schemaUrl from "../../../../../../../../config/schema.json?url";
import { keyHints, type Schema, valueHints } from "./schema-hints.ts";
import { readYaml } from "./yaml-edit.ts";
import type { YamlEditorProps } from "./yaml-editor.tsx";
import { placeAt } from "./yaml-place.ts";

/** The schema of configurations, as it was when the console was built. */
export function useSchema(): Schema | undefined {
  return useQuery({
    queryKey: ["config-schema"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await fetch(schemaUrl, { signal })).json() as Promise<Schema>,
  }).data;
}

/** What may be written at a place of the text, as the schema says. */
export function hintsOf(schema: Schema | undefined): YamlEditorProps["hints"] {
  return (text, offset) => {
    const place = schema && placeAt(text, offset);
    if (schema === undefined || place === undefined) return undefined;
    const document = readYaml(text);
    const hints =
      place.key === undefined
        ? keyHints(schema, document, place.path)
        : valueHints(schema, document, [...place.path, place.key]);
    return { place, hints };
  };
}
