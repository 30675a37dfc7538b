import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Progress } from "../../../components/progress.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { Fact, Part } from "./part.tsx";

const tones = { made: "neutral", accepted: "good", declined: "bad", expired: "neutral" } as const;

/** What was offered to the customer, and whether they took it. */
export function CustomerOffers({ client, customerId }: { readonly client: string; readonly customerId: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["customer-offers", client, customerId],
    queryFn: ({ signal }) => api("GET", "/v1/offers", { client, query: { customer: customerId, limit: 10 }, signal }),
  });
  const words = {
    made: m.inbox_offer_made,
    accepted: m.inbox_offer_accepted,
    declined: m.inbox_offer_declined,
    expired: m.inbox_offer_expired,
  };
  return (
    <Part title={m.inbox_offers()}>
      {isPending && <Progress label={m.loading()} />}
      <Problem error={error} retry={() => void refetch()} />
      {data?.items.length === 0 && <p className="quiet">{m.inbox_offers_none()}</p>}
      <dl className="facts">
        {data?.items.map(({ id, product, price_text, status }) => (
          <Fact key={id} name={product.name}>
            {price_text} <Status tone={tones[status]}>{words[status]()}</Status>
          </Fact>
        ))}
      </dl>
    </Part>
  );
}
