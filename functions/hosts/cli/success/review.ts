import { writeFileSync } from "node:fs";
import { ReviewView } from "../../../engines/success/reviews/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson, printTable } from "../output.ts";

export async function showReview(
  options: ServerOptions & {
    readonly quarter?: string;
    /** True: a file with the quarter's name. */
    readonly pdf?: string | true;
    readonly language: string;
    readonly json?: boolean;
  },
): Promise<void> {
  const { quarter = quarterNow(), pdf, language, json = false } = options;
  const api = await connect(options);
  if (pdf !== undefined) {
    const file = pdf === true ? `review-${quarter}.pdf` : pdf;
    const path = `/v1/success/reviews/${encodeURIComponent(quarter)}/pdf`;
    writeFileSync(file, await api.bytes(`${path}?language=${encodeURIComponent(language)}`));
    return print(`Written: ${file}`);
  }
  const review = await api.get("/v1/success/reviews/:quarter", { params: { quarter }, reply: ReviewView });
  if (json) return printJson(review);
  const { over, revision, health, kpis, spend, tasks, proposals } = review;
  print(
    `${quarter}, ${review.from} to ${review.until}${over ? `, revision ${revision ?? "not made yet"}` : ", goes on"}`,
  );
  print(`Health: ${health.score ?? "–"} (${health.status}). Spend: US$ ${spend.total_usd.toFixed(2)}.\n`);
  printTable(
    ["KPI", "quarter", "before", "target", "met"],
    kpis.map(({ name, value, before, target, met }) => [
      ...[name, numberText(value), numberText(before), numberText(target)],
      met === null ? "" : met ? "yes" : "no",
    ]),
  );
  const counts = Object.entries(tasks.counts).map(([status, count]) => `${status} ${count}`);
  print(`\nTasks: ${counts.join(", ")}`);
  for (const proposal of proposals)
    print(
      proposal.type === "target-missed"
        ? `Next: reach the target of ${proposal.kpi}`
        : `Next: ${proposal.task.title ?? proposal.task.playbook} ${proposal.task.subject ?? ""}`.trimEnd(),
    );
}

function numberText(value: number | null): string {
  return value === null ? "–" : String(Math.round(value * 1e4) / 1e4);
}

function quarterNow(): string {
  const now = new Date();
  return `${now.getFullYear()}-Q${Math.floor(now.getMonth() / 3) + 1}`;
}
