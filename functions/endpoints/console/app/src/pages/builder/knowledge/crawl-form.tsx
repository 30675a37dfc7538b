import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";

/** Begins to read a web site, as its robots.txt permits. */
export function CrawlForm({ client, onDone }: { readonly client: string; onDone(): void }) {
  const queries = useQueryClient();
  return (
    <Form
      submit={m.knowledge_crawl()}
      onCancel={onDone}
      send={(values) => {
        const body = {
          base: textOf(values, "base") || "general",
          urls: [textOf(values, "url")],
          sitemap: false,
          max_depth: 2,
          max_pages: Number(textOf(values, "pages")),
        };
        return api("POST", "/v1/knowledge/crawls", { body, client });
      }}
      onSent={async () => {
        await queries.invalidateQueries({ queryKey: ["knowledge", client] });
        onDone();
      }}
    >
      <Field name="url" type="url" pointer="urls/0" label={m.knowledge_address()} hint={m.website_hint()} required />
      <Field
        name="pages"
        type="number"
        pointer="max_pages"
        label={m.knowledge_most_pages()}
        min={1}
        max={1000}
        defaultValue={50}
        required
      />
      <Field name="base" label={m.knowledge_base()} hint={m.knowledge_base_hint()} defaultValue="general" />
    </Form>
  );
}
