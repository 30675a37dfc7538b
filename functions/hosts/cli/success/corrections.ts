import { pageOf } from "../../../../shared/http/paging.ts";
import { CorrectionView } from "../../../engines/success/corrections/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

export async function listCorrections(
  options: ServerOptions & ListOptions & { readonly status?: CorrectionView["status"] },
): Promise<void> {
  const { status } = options;
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor, status };
    const page = await api.get("/v1/success/corrections", { query, reply: pageOf(CorrectionView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no corrections.");
  printTable(
    ["id", "status", "asked", "said", "right", "who", "when"],
    items.map(({ correction_id, question, said, right, by, at, ...each }) => [
      ...[correction_id, each.status, question, said ?? "", right, by, localTime(at)],
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function decideCorrection(
  options: ServerOptions & {
    readonly id: string;
    readonly decision: "approve" | "reject" | "retire";
    readonly question?: string;
    readonly answer?: string;
    readonly knowledge: boolean;
    readonly scenario: boolean;
    readonly mustSay?: readonly string[];
    readonly mustNotSay?: readonly string[];
  },
): Promise<void> {
  const { id, decision, question, answer, knowledge, scenario, mustSay = [], mustNotSay = [] } = options;
  const api = await connect(options);
  const body = {
    decision,
    knowledge,
    scenario,
    must_say: mustSay,
    must_not_say: mustNotSay,
    ...(question === undefined ? {} : { question }),
    ...(answer === undefined ? {} : { answer }),
  };
  const path = "/v1/success/corrections/:id/decision";
  const { status, plays } = await api.post(path, { params: { id }, body, reply: CorrectionView });
  print(`${status}: ${plays ? "each later version is asked it" : "no scenario"}`);
}
