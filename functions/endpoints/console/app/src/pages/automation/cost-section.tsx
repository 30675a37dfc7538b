import { m } from "#messages";
import type { AutomationView } from "../../../../../../engines/automation/views.ts";
import { numberText } from "../../components/region.ts";

type Cost = NonNullable<AutomationView["cost"]>;

/** What the written configuration costs beside the active one, by the list prices of a day. */
export function CostSection({ cost }: { readonly cost: AutomationView["cost"] }) {
  if (cost === null) return null;
  const { day, conversations, measured_days: days, change_usd: change } = cost;
  return (
    <section>
      <h2>{m.automation_cost()}</h2>
      <p>{m.automation_cost_what({ days, conversations, day })}</p>
      <table className="table" aria-label={m.automation_cost()}>
        <thead>
          <tr>
            <th scope="col">{m.automation_cost_item()}</th>
            <th scope="col">{m.automation_cost_units()}</th>
            <th scope="col">{m.automation_cost_price()}</th>
            <th scope="col">{m.automation_cost_usd()}</th>
          </tr>
        </thead>
        {cost.old !== null && <Side side={cost.old} label={m.automation_cost_old({ version: cost.old.version })} />}
        <Side side={cost.new} label={m.automation_cost_new({ version: cost.new.version })} />
      </table>
      <p>{change === null ? m.automation_cost_no_change() : m.automation_cost_change({ usd: change })}</p>
    </section>
  );
}

function Side({ side, label }: { readonly side: Cost["new"]; readonly label: string }) {
  return (
    <tbody>
      {side.lines.map(({ item, units, unit, usd, price, per, read_on }) => (
        <tr key={item}>
          <td data-heading={m.automation_cost_item()}>
            <code>{item}</code>
          </td>
          <td data-heading={m.automation_cost_units()}>
            {units === null ? m.automation_cost_unknown() : `${numberText(units)} × ${unit}`}
          </td>
          <td data-heading={m.automation_cost_price()}>
            {price === null ? m.automation_cost_unknown() : `${price} / ${numberText(per)} (${read_on ?? "–"})`}
          </td>
          <td data-heading={m.automation_cost_usd()}>{usd ?? m.automation_cost_unknown()}</td>
        </tr>
      ))}
      <tr>
        <th scope="row" colSpan={3}>
          {label}
        </th>
        <td data-heading={m.automation_cost_usd()}>
          {side.usd ?? m.automation_cost_at_least({ usd: side.known_usd })}
        </td>
      </tr>
    </tbody>
  );
}
