import { useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";

type Found = Awaited<ReturnType<typeof search>>["items"];

function search(client: string, query: string) {
  return api("POST", "/v1/knowledge/search", { body: { query, limit: 5 }, client });
}

/** The search that agents use, to look at: which passages a question finds. */
export function KnowledgeSearch({ client }: { readonly client: string }) {
  const [found, setFound] = useState<Found>();
  return (
    <section className="comparison">
      <Form
        submit={m.knowledge_try()}
        look="plain"
        send={(values) => search(client, textOf(values, "query"))}
        onSent={({ items }) => setFound(items)}
      >
        <Field
          name="query"
          label={m.knowledge_question()}
          hint={m.knowledge_question_hint()}
          required
          maxLength={1000}
        />
      </Form>
      {found?.length === 0 && <p className="quiet">{m.knowledge_found_nothing()}</p>}
      {found && found.length > 0 && (
        <ol className="found">
          {found.map(({ id, title, section, text }) => (
            <li key={id}>
              <strong>{[title, ...section].join(" › ")}</strong>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
