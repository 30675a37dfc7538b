import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { exactMoney } from "./money.ts";
import { NewPricing } from "./new-pricing.tsx";

/** A client's pricings. */
export function PricingsPage() {
  const { client = "" } = useParams({ strict: false });
  const list = useList(["pricings", client], (cursor, signal) =>
    api("GET", "/v1/pricing", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = <DialogButton label={m.pricing_new()}>{() => <NewPricing client={client} />}</DialogButton>;
  return (
    <Page title={m.nav_pricing()} intro={m.pricing_intro()} actions={add}>
      <Table
        label={m.nav_pricing()}
        list={list}
        keyOf={({ pricing_id }) => pricing_id}
        empty={
          <Empty title={m.pricing_none()}>
            <p>{m.pricing_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.name(),
            cell: ({ pricing_id, name }) => (
              <Link
                to={"/clients/$client/pricing/$pricing" as string}
                params={{ client, pricing: pricing_id } as never}
              >
                {name}
              </Link>
            ),
          },
          {
            heading: m.pricing_cost(),
            whole: true,
            cell: ({ cost_minor, currency }) => exactMoney(cost_minor, currency),
          },
          {
            heading: m.pricing_prices_known(),
            cell: ({ complete }) => (
              <Status tone={complete ? "good" : "warning"}>
                {complete ? m.pricing_all_known() : m.pricing_lower_bound()}
              </Status>
            ),
          },
          { heading: m.pricing_version(), cell: ({ version }) => version },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
    </Page>
  );
}
