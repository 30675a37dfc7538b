import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { ApiProblem } from "../../api/api-problem.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/status.tsx";

/** Asks what is known of the business, and starts a run. */
export function NewResearch({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn(form: FormData) {
      const text = (name: string) => String(form.get(name) ?? "").trim();
      const known = ["site", "city", "instagram", "facebook"].flatMap((name) =>
        text(name) === "" ? [] : [[name, text(name)]],
      );
      const review_urls = text("reviews") === "" ? [] : [text("reviews")];
      const body = { client_id: client, business: text("business"), review_urls, ...Object.fromEntries(known) };
      return api("POST", "/v1/research", { body, client });
    },
    async onSuccess({ research_id: research }) {
      await queries.invalidateQueries({ queryKey: ["research", client] });
      await navigate({ to: "/clients/$client/research/$research" as string, params: { client, research } as never });
    },
  });
  const fields = error instanceof ApiProblem ? error.fields : {};
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(new FormData(event.currentTarget));
      }}
    >
      <Field name="business" label={m.research_business()} problem={fields.business} required maxLength={120} />
      <Field name="site" label={m.research_site()} problem={fields.site} inputMode="url" maxLength={500} />
      <Field name="city" label={m.research_city()} hint={m.research_city_hint()} problem={fields.city} maxLength={80} />
      <Field name="instagram" label={m.research_instagram()} problem={fields.instagram} maxLength={60} />
      <Field name="facebook" label={m.research_facebook()} problem={fields.facebook} maxLength={60} />
      <Field
        name="reviews"
        label={m.research_reviews()}
        problem={fields["review_urls/0"]}
        inputMode="url"
        maxLength={500}
      />
      <Problem error={error} />
      <Button type="submit" look="primary" busy={isPending}>
        {m.research_start()}
      </Button>
    </form>
  );
}
