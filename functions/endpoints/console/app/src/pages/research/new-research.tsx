import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** Asks what is known of the business, and starts a run. */
export function NewResearch({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <Form
      submit={m.research_start()}
      send={(values) => api("POST", "/v1/research", { body: bodyOf(client, values), client })}
      onSent={async ({ research_id: research }) => {
        await queries.invalidateQueries({ queryKey: ["research", client] });
        await navigate({ to: "/clients/$client/research/$research" as string, params: { client, research } as never });
      }}
    >
      <Field name="business" label={m.research_business()} required maxLength={120} />
      <Field name="site" label={m.research_site()} inputMode="url" maxLength={500} />
      <Field name="city" label={m.research_city()} hint={m.research_city_hint()} maxLength={80} />
      <Field name="instagram" label={m.research_instagram()} maxLength={60} />
      <Field name="facebook" label={m.research_facebook()} maxLength={60} />
      <Field name="reviews" label={m.research_reviews()} pointer="review_urls/0" inputMode="url" maxLength={500} />
    </Form>
  );
}

function bodyOf(client: string, values: FormData) {
  const known = ["site", "city", "instagram", "facebook"].flatMap((name) => {
    const value = textOf(values, name);
    return value === "" ? [] : [[name, value]];
  });
  const reviews = textOf(values, "reviews");
  const review_urls = reviews === "" ? [] : [reviews];
  return { client_id: client, business: textOf(values, "business"), review_urls, ...Object.fromEntries(known) };
}
