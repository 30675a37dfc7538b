import { m } from "#messages";
import { api } from "../../api/api.ts";
import { BudgetList } from "../spend/budget-list.tsx";
import { usd } from "../spend/spend-words.ts";
import { Figure, NotKnown, Tile } from "./tile.tsx";

const dayMs = 86_400_000;

export function SpendTile() {
  return (
    <Tile
      title={m.today_spend()}
      page="spend"
      permission="conversations:read"
      // Far enough back for the first of the month in each zone; where the month begins, the answer's last day says.
      read={(asked) => {
        const from = new Date(Date.now() - 32 * dayMs).toISOString().slice(0, 10);
        return api("GET", "/v1/spend", { query: { from }, ...asked });
      }}
    >
      {({ until, days, budgets, unpriced }) => {
        const month = until.slice(0, 7);
        const ofMonth = days.filter(({ day }) => day.startsWith(month));
        const spent = ofMonth.reduce((sum, { total_usd }) => sum + Number(total_usd), 0);
        return (
          <>
            {ofMonth.length === 0 ? (
              <NotKnown>{m.today_no_spend({ month })}</NotKnown>
            ) : (
              <Figure value={usd(spent)} of={m.today_spent_in({ month })} />
            )}
            {Object.keys(unpriced).length > 0 && (
              <NotKnown>{m.spend_unpriced({ items: Object.keys(unpriced).join(", ") })}</NotKnown>
            )}
            <BudgetList budgets={budgets} />
          </>
        );
      }}
    </Tile>
  );
}
