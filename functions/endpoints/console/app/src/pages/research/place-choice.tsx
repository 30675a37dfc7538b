import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import type { ResearchDetailView } from "../../../../../../engines/research/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Problem } from "../../components/status.tsx";

/** The places that may be meant, where Google Maps knows several. The chosen one is researched in a new run. */
export function PlaceChoice({ client, run }: { readonly client: string; readonly run: ResearchDetailView }) {
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn(place_id: string) {
      const { name, site, region, city, industry, instagram, facebook, tiktok, review_urls, document_ids } =
        run.business;
      const known = Object.entries({ site, city, industry, instagram, facebook, tiktok }).filter(
        ([, value]) => value !== null,
      );
      const body = {
        client_id: client,
        business: name,
        region,
        review_urls,
        document_ids,
        place_id,
        ...Object.fromEntries(known),
      };
      return api("POST", "/v1/research", { body, client });
    },
    async onSuccess({ research_id: research }) {
      await navigate({ to: "/clients/$client/research/$research" as string, params: { client, research } as never });
    },
  });
  const places = (run.report?.sources ?? [])
    .flatMap(({ problems }) => problems)
    .flatMap(({ code, detail }) => {
      const [, id, text] = (code === "place-candidate" && /^place_id (\S+): (.+)$/.exec(detail)) || [];
      return id === undefined || text === undefined ? [] : [{ id, text }];
    });
  if (places.length === 0) return null;
  return (
    <section aria-label={m.research_choose()}>
      <h2>{m.research_choose()}</h2>
      <p className="quiet">{m.research_choose_what()}</p>
      <ul>
        {places.map(({ id, text }) => (
          <li key={id}>
            {text}{" "}
            <Button busy={isPending} onClick={() => mutate(id)} aria-label={`${m.research_this()}: ${text}`}>
              {m.research_this()}
            </Button>
          </li>
        ))}
      </ul>
      <Problem error={error} />
    </section>
  );
}
