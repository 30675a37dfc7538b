import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { api } from "../../api/api.ts";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Notice } from "../../components/status.tsx";

const languages = [
  { value: "en", label: "English" },
  { value: "hi", label: "हिन्दी" },
  { value: "ur", label: "اردو" },
] as const;

/** Offers one of the pricing's price models, and shows the link once. */
export function NewProposal({ client, pricing }: { readonly client: string; readonly pricing: PricingView }) {
  const queries = useQueryClient();
  const quotes = pricing.result.quotes.map(({ model }, index) => ({
    value: String(index + 1),
    label: `${index + 1}. ${model.kind.replaceAll("_", " ")}`,
  }));
  return (
    <Form
      submit={m.proposal_new()}
      guarded
      send={(values) => {
        const text = (name: string) => textOf(values, name);
        const language = languages.find(({ value }) => value === text("language"))?.value ?? "en";
        const of = { pricing_id: pricing.pricing_id, pricing_version: pricing.version, quote: Number(text("quote")) };
        const words = { client_name: text("client_name"), sender: text("sender"), title: text("title"), language };
        return api("POST", "/v1/proposals", { body: { ...of, ...words }, client });
      }}
      onSent={() => queries.invalidateQueries({ queryKey: ["proposals"] })}
      answer={({ url }) => (
        <Notice>
          <p>{m.proposal_link()}</p>
          <code>{url}</code>
        </Notice>
      )}
    >
      <SelectField name="quote" label={m.pricing_model()} options={quotes} />
      <Field name="client_name" label={m.proposal_for()} required maxLength={120} />
      <Field name="sender" label={m.proposal_sender()} required maxLength={120} />
      <Field name="title" label={m.proposal_title()} required maxLength={160} />
      <SelectField name="language" label={m.language()} options={languages} />
    </Form>
  );
}
