import { pageOf } from "../../../../shared/http/paging.ts";
import { ApprovalView } from "../../../engines/approvals/routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";

export async function listApprovals(
  options: ServerOptions & ListOptions & { readonly status?: ApprovalView["status"] },
): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor, status: options.status };
    const page = await api.get("/v1/approvals", { query, reply: pageOf(ApprovalView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) {
    const isOver = options.status !== undefined && options.status !== "pending";
    return print(isOver ? `No request is ${options.status}.` : "Nothing waits for approval.");
  }
  printTable(
    ["id", "status", "what", "role", "until", "answered by", "outcome"],
    items.map((each) => [
      each.approval_id,
      each.status,
      shortenLine([each.title, ...each.lines.map(({ label, value }) => `${label}: ${value}`)].join(", "), 60),
      each.role,
      localTime(each.expires_at),
      each.answered_by ?? "",
      each.run?.outcome ?? "",
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function answerApproval(
  options: ServerOptions & {
    readonly id: string;
    readonly answer: "approved" | "declined";
    readonly comment?: string;
    readonly json?: boolean;
  },
): Promise<void> {
  const { id, answer, comment, json } = options;
  const api = await connect(options, "admin");
  const body = { answer, ...(comment === undefined ? {} : { comment }) };
  const approval = await api.post("/v1/approvals/:id/answer", { params: { id }, body, reply: ApprovalView });
  if (json) return printJson(approval);
  print(`${approval.title} is ${approval.status}.${answer === "approved" ? " It is being done now." : ""}`);
}
