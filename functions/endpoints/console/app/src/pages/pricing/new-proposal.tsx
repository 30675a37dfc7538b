import { useMutation, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { api } from "../../api/api.ts";
import { ApiProblem } from "../../api/api-problem.ts";
import { Button } from "../../components/button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Notice, Problem } from "../../components/status.tsx";

const languages = [
  { value: "en", label: "English" },
  { value: "hi", label: "हिन्दी" },
];

/** Offers one of the pricing's price models, and shows the link once. */
export function NewProposal({ client, pricing }: { readonly client: string; readonly pricing: PricingView }) {
  const queries = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn(form: FormData) {
      const text = (name: string) => String(form.get(name) ?? "");
      const language = text("language") === "hi" ? ("hi" as const) : ("en" as const);
      const of = { pricing_id: pricing.pricing_id, pricing_version: pricing.version, quote: Number(text("quote")) };
      const words = { client_name: text("client_name"), sender: text("sender"), title: text("title"), language };
      return api("POST", "/v1/proposals", { body: { ...of, ...words }, client });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["proposals"] }),
  });
  if (data !== undefined)
    return (
      <Notice>
        <p>{m.proposal_link()}</p>
        <code>{data.url}</code>
      </Notice>
    );
  const fields = error instanceof ApiProblem ? error.fields : {};
  const quotes = pricing.result.quotes.map(({ model }, index) => ({
    value: String(index + 1),
    label: `${index + 1}. ${model.kind.replaceAll("_", " ")}`,
  }));
  return (
    <form
      className="form"
      onSubmit={(event) => {
        // An action would empty the fields, also when the server refuses them.
        event.preventDefault();
        mutate(new FormData(event.currentTarget));
      }}
    >
      <SelectField name="quote" label={m.pricing_model()} options={quotes} problem={fields.quote} />
      <Field name="client_name" label={m.proposal_for()} problem={fields.client_name} required maxLength={120} />
      <Field name="sender" label={m.proposal_sender()} problem={fields.sender} required maxLength={120} />
      <Field name="title" label={m.proposal_title()} problem={fields.title} required maxLength={160} />
      <SelectField name="language" label={m.language()} options={languages} />
      <Problem error={error} />
      <div className="actions">
        <Button look="primary" type="submit" busy={isPending}>
          {m.proposal_new()}
        </Button>
      </div>
    </form>
  );
}
