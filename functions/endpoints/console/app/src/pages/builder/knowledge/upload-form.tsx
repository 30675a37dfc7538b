import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { send } from "../../../api/api.ts";
import { Field, TextField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";

/** Adds a file, or a text that is written here. */
export function UploadForm({ client, onDone }: { readonly client: string; onDone(): void }) {
  const queries = useQueryClient();
  return (
    <Form
      submit={m.knowledge_add()}
      onCancel={onDone}
      send={async (values) => {
        const file = values.get("file");
        const [name, text, base] = [
          textOf(values, "name"),
          textOf(values, "text"),
          textOf(values, "base") || "general",
        ];
        const path = "/v1/knowledge/documents";
        if (file instanceof File && file.size > 0) {
          const body = new FormData();
          body.set("base", base);
          body.set("file", file);
          return send("POST", path, { body, client });
        }
        return send("POST", path, { body: { base, name, text }, client });
      }}
      onSent={async () => {
        await queries.invalidateQueries({ queryKey: ["knowledge", client] });
        onDone();
      }}
    >
      <Field name="file" type="file" label={m.knowledge_file()} hint={m.knowledge_file_hint()} />
      <Field name="name" label={m.knowledge_name()} hint={m.knowledge_name_hint()} maxLength={200} />
      <TextField name="text" label={m.knowledge_text()} rows={5} />
      <Field name="base" label={m.knowledge_base()} hint={m.knowledge_base_hint()} defaultValue="general" />
    </Form>
  );
}
