import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";

/** Asks for volumes, a rate and a margin, and opens the pricing that follows. */
export function NewPricing({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <Form
      submit={m.pricing_calculate()}
      send={(values) => api("POST", "/v1/pricing", { body: bodyOf(values), client })}
      onSent={async ({ pricing_id: pricing }) => {
        await queries.invalidateQueries({ queryKey: ["pricings"] });
        await navigate({ to: "/clients/$client/pricing/$pricing" as string, params: { client, pricing } as never });
      }}
    >
      <Field name="name" label={m.name()} required maxLength={120} />
      <Field
        name="conversations"
        type="number"
        min={0}
        label={m.pricing_conversations()}
        pointer="inputs/volumes/conversations"
      />
      <Field name="calls" type="number" min={0} label={m.pricing_calls()} pointer="inputs/volumes/calls" />
      <Field name="seats" type="number" min={0} label={m.pricing_seats()} pointer="inputs/volumes/seats" />
      <Field
        name="rate"
        inputMode="decimal"
        label={m.pricing_rate()}
        hint={m.pricing_rate_hint()}
        pointer="inputs/rates/0/rate"
        required
      />
      <Field name="source" label={m.pricing_rate_source()} pointer="inputs/rates/0/source" required maxLength={200} />
      <Field
        name="margin"
        type="number"
        min={0}
        max={95}
        defaultValue={50}
        label={m.pricing_margin()}
        pointer="inputs/terms/target_margin"
        required
      />
    </Form>
  );
}

function bodyOf(values: FormData) {
  const count = (name: string) => Number(textOf(values, name) || 0);
  const on = new Date().toISOString().slice(0, 10);
  const rate = { from: "USD", rate: textOf(values, "rate"), on, source: textOf(values, "source") };
  const volumes = { conversations: count("conversations"), calls: count("calls"), seats: count("seats") };
  const terms = { target_margin: count("margin") / 100, floor_margin: Math.min(0.2, count("margin") / 100) };
  return { name: textOf(values, "name"), inputs: { volumes, rates: [rate], terms } };
}
