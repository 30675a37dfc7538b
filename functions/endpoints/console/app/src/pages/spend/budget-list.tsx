import { m } from "#messages";
import { Status } from "../../components/status.tsx";
import { usd } from "./spend-words.ts";

interface Budget {
  readonly period: "day" | "month";
  readonly of: string;
  readonly budget_usd: string;
  readonly spent_usd: string;
  readonly percent: number;
  readonly level: "none" | "warn" | "downgrade" | "stop";
}

/** How a client's budgets stand, with a word for what follows. */
export function BudgetList({ budgets }: { readonly budgets: readonly Budget[] }) {
  if (budgets.length === 0) return <p className="quiet">{m.spend_no_budgets()}</p>;
  return (
    <ul className="cards" aria-label={m.spend_budgets()}>
      {budgets.map(({ period, of, budget_usd, spent_usd, percent, level }) => {
        const name = period === "day" ? m.spend_budget_day({ day: of }) : m.spend_budget_month({ month: of });
        return (
          <li key={period} className="card">
            <p>
              {name} <Level level={level} />
            </p>
            <progress aria-label={name} max={100} value={Math.min(100, percent)} />
            <p className="quiet">
              {m.spend_budget_used({ spent: usd(Number(spent_usd)), budget: usd(Number(budget_usd)), percent })}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function Level({ level }: Pick<Budget, "level">) {
  if (level === "stop") return <Status tone="bad">{m.spend_level_stop()}</Status>;
  if (level === "downgrade") return <Status tone="warning">{m.spend_level_downgrade()}</Status>;
  if (level === "warn") return <Status tone="warning">{m.spend_level_warn()}</Status>;
  return <Status tone="good">{m.spend_level_none()}</Status>;
}
