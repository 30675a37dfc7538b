import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { ApiProblem } from "../../api/api-problem.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field } from "../../components/field.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { exactMoney } from "./money.ts";

/** A client's pricings. */
export function PricingsPage() {
  const { client = "" } = useParams({ strict: false });
  const [isAdding, setAdding] = useState(false);
  const list = useList(["pricings", client], (cursor, signal) =>
    api("GET", "/v1/pricing", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {m.pricing_new()}
    </Button>
  );
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
          { heading: m.pricing_cost(), cell: ({ cost_minor, currency }) => exactMoney(cost_minor, currency) },
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
      <Dialog title={m.pricing_new()} open={isAdding} onClose={() => setAdding(false)}>
        <NewPricing client={client} />
      </Dialog>
    </Page>
  );
}

function NewPricing({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn(form: FormData) {
      const count = (name: string) => Number(form.get(name) || 0);
      const on = new Date().toISOString().slice(0, 10);
      const rate = { from: "USD", rate: String(form.get("rate")), on, source: String(form.get("source")) };
      const volumes = { conversations: count("conversations"), calls: count("calls"), seats: count("seats") };
      const terms = { target_margin: count("margin") / 100, floor_margin: Math.min(0.2, count("margin") / 100) };
      const body = { name: String(form.get("name")), inputs: { volumes, rates: [rate], terms } };
      return api("POST", "/v1/pricing", { body, client });
    },
    async onSuccess({ pricing_id: pricing }) {
      await queries.invalidateQueries({ queryKey: ["pricings"] });
      await navigate({ to: "/clients/$client/pricing/$pricing" as string, params: { client, pricing } as never });
    },
  });
  const fields = error instanceof ApiProblem ? error.fields : {};
  return (
    <form
      className="form"
      onSubmit={(event) => {
        // An action would empty the fields, also when the server refuses them.
        event.preventDefault();
        mutate(new FormData(event.currentTarget));
      }}
    >
      <Field name="name" label={m.name()} problem={fields.name} required maxLength={120} />
      <Field
        name="conversations"
        type="number"
        min={0}
        label={m.pricing_conversations()}
        problem={fields["inputs/volumes/conversations"]}
      />
      <Field name="calls" type="number" min={0} label={m.pricing_calls()} problem={fields["inputs/volumes/calls"]} />
      <Field name="seats" type="number" min={0} label={m.pricing_seats()} problem={fields["inputs/volumes/seats"]} />
      <Field
        name="rate"
        inputMode="decimal"
        label={m.pricing_rate()}
        hint={m.pricing_rate_hint()}
        problem={fields["inputs/rates/0/rate"]}
        required
      />
      <Field
        name="source"
        label={m.pricing_rate_source()}
        problem={fields["inputs/rates/0/source"]}
        required
        maxLength={200}
      />
      <Field
        name="margin"
        type="number"
        min={0}
        max={95}
        defaultValue={50}
        label={m.pricing_margin()}
        problem={fields["inputs/terms/target_margin"]}
        required
      />
      <Problem error={error} />
      <div className="actions">
        <Button look="primary" type="submit" busy={isPending}>
          {m.pricing_calculate()}
        </Button>
      </div>
    </form>
  );
}
