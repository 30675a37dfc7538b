import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { api } from "../../api/api.ts";
import { Field, FieldProblem } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { estimateName, estimateOf, rangeTexts, volumeNames } from "./estimate-names.ts";

type Inputs = PricingView["inputs"];

/** The inputs of a pricing, changed and calculated as its next version. Earlier versions stay. */
export function NextVersion({
  client,
  pricing,
  onDone,
}: {
  readonly client: string;
  readonly pricing: PricingView;
  onDone(): void;
}) {
  const queries = useQueryClient();
  const { inputs } = pricing;
  const fromKpis = new Set(inputs.requirements?.kpis.map(({ volume }) => volume));
  const [rate] = inputs.rates;
  const percent = (share: number) => String(Math.round(share * 10_000) / 100);
  return (
    <Form
      submit={m.pricing_calculate()}
      guarded
      send={(values) => {
        const body = { name: textOf(values, "name"), after: pricing.version, inputs: changedInputs(inputs, values) };
        return api("POST", "/v1/pricing/:id/versions", { params: { id: pricing.pricing_id }, body, client });
      }}
      onSent={async () => {
        await queries.invalidateQueries({ queryKey: ["pricings"] });
        onDone();
      }}
    >
      <Field name="name" label={m.name()} defaultValue={pricing.name} required maxLength={120} />
      <p className="hint">{m.pricing_estimates_how()}</p>
      {volumeNames.map((name) => {
        const [value, low, high] = rangeTexts(inputs.volumes[name]);
        const number = { type: "number", min: 0, step: "any", className: "input" } as const;
        const label = estimateName(name);
        return (
          <fieldset key={name} className="estimate" disabled={fromKpis.has(name)}>
            <legend>{fromKpis.has(name) ? m.pricing_from_kpi({ name: label }) : label}</legend>
            <input {...number} name={name} aria-label={m.pricing_likely({ name: label })} defaultValue={value} />
            <input {...number} name={`${name}.low`} aria-label={m.pricing_low({ name: label })} defaultValue={low} />
            <input {...number} name={`${name}.high`} aria-label={m.pricing_high({ name: label })} defaultValue={high} />
            <FieldProblem pointer={`inputs/volumes/${name}`} />
          </fieldset>
        );
      })}
      <Field
        name="rate"
        label={m.pricing_rate()}
        hint={m.pricing_rate_hint()}
        defaultValue={rate?.rate}
        pointer="inputs/rates/0/rate"
      />
      <FieldProblem pointer="inputs/rates" />
      <Field name="source" label={m.pricing_rate_source()} defaultValue={rate?.source} maxLength={200} />
      {(["target_margin", "floor_margin", "discount"] as const).map((name) => (
        <Field
          key={name}
          name={name}
          type="number"
          step="any"
          label={{ target_margin: m.pricing_margin, floor_margin: m.pricing_floor, discount: m.pricing_discount }[
            name
          ]()}
          defaultValue={percent(inputs.terms[name])}
          pointer={`inputs/terms/${name}`}
        />
      ))}
      <Field
        name="setup_fee"
        label={m.pricing_setup()}
        defaultValue={inputs.terms.setup_fee}
        pointer="inputs/terms/setup_fee"
      />
      <Field
        name="minimum_month"
        label={m.pricing_minimum()}
        defaultValue={inputs.terms.minimum_month}
        pointer="inputs/terms/minimum_month"
      />
    </Form>
  );
}

/** The inputs as the form changes them, with the prices of today. What the form does not show stays. */
function changedInputs(inputs: Inputs, form: FormData): Inputs {
  const text = (name: string) => textOf(form, name);
  // What KPIs say is read from the requirements anew.
  const volumes = Object.fromEntries(
    volumeNames.map((name) => [name, estimateOf(text(name), text(`${name}.low`), text(`${name}.high`))]),
  );
  const share = (name: string) => Number(text(name)) / 100;
  const terms = {
    ...inputs.terms,
    target_margin: share("target_margin"),
    floor_margin: share("floor_margin"),
    discount: share("discount"),
    setup_fee: text("setup_fee") || "0",
    minimum_month: text("minimum_month") || "0",
  };
  const [first, ...others] = inputs.rates;
  const isSame = first?.rate === text("rate") && first.source === text("source");
  const on = new Date().toISOString().slice(0, 10);
  const rate = isSame ? first : { from: first?.from ?? "USD", rate: text("rate"), on, source: text("source") };
  const rates = text("rate") === "" ? others : [rate, ...others];
  const { day: _dated, ...rest } = inputs;
  return { ...rest, volumes, terms, rates };
}
