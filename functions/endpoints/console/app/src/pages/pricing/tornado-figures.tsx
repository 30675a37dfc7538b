import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { estimateName } from "./estimate-names.ts";
import { wholeMoney } from "./money.ts";

/** The chart's figures as a table, for those who read it with the keyboard or a screen reader. */
export function TornadoFigures({ pricing: { result, currency } }: { readonly pricing: PricingView }) {
  if (result.tornado.length === 0) return null;
  return (
    <details>
      <summary>{m.pricing_figures()}</summary>
      <table className="table" aria-label={m.pricing_figures()}>
        <thead>
          <tr>
            <th scope="col">{m.pricing_input()}</th>
            <th scope="col">{m.pricing_range()}</th>
            <th scope="col">{m.pricing_cost()}</th>
          </tr>
        </thead>
        <tbody>
          {result.tornado.map(({ input, low, high, cost_at_low, cost_at_high }) => (
            <tr key={input}>
              <th scope="row">{estimateName(input)}</th>
              <td data-heading={m.pricing_range()}>{`${low} – ${high}`}</td>
              <td data-heading={m.pricing_cost()}>
                {`${wholeMoney(cost_at_low, currency)} – ${wholeMoney(cost_at_high, currency)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
