import { requestedCapabilities } from "../../../../shared/contracts/requested-capabilities.ts";
import { openQuestions } from "../../../../shared/contracts/unanswered-questions.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Demand } from "../tasks/playbooks.ts";

const dayMs = 86_400_000;
const windowDays = 28;
const recentDays = 14;
/** The newest that are read of each kind. */
const most = 1_000;

interface Asked {
  readonly key: string;
  readonly subject: string;
  readonly at: string;
}

/** What customers asked for in 28 days and did not get. */
export async function readDemands(documents: Documents, tenantId: TenantId, now: Date): Promise<readonly Demand[]> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs).toISOString();
  const newest = {
    where: [["state.at", ">=", before(windowDays)]],
    orderBy: { field: "state.at", direction: "desc" },
    limit: most,
  } as const;
  const [questions, capabilities] = await Promise.all([
    documents.query(tenantId, openQuestions, newest),
    documents.query(tenantId, requestedCapabilities, newest),
  ]);
  const recent = before(recentDays);
  return [
    ...demandsOf(
      "knowledge-gap",
      questions.items.map(({ data: { state } }) => ({ key: state.groupKey, subject: state.question, at: state.at })),
      recent,
    ),
    ...demandsOf(
      "missing-tool",
      capabilities.items.map(({ data: { state } }) => ({ key: state.name, subject: state.name, at: state.at })),
      recent,
    ),
  ];
}

/** `asked`: one for each conversation, newest first. */
function demandsOf(playbook: Demand["playbook"], asked: readonly Asked[], recent: string): readonly Demand[] {
  return [...Map.groupBy(asked, ({ key }) => key)].map(([key, group]) => ({
    ...{ playbook, key, subject: group[0]?.subject ?? key, conversations: group.length },
    recently: group.filter(({ at }) => at >= recent).length,
  }));
}
