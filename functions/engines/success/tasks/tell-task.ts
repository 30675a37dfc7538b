import { activeConfigsOf } from "../../../../shared/config/versions/active-configs.ts";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { type SuccessTaskChanged, successTaskChanged } from "../../../../shared/events/index.ts";
import { type NoticeSenders, slackText } from "../../../../shared/notices/notice-senders.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type ToldTask, toldTasks } from "./told-task.ts";

type Told = ToldTask["told"][number];

interface Dependencies {
  readonly configs: Pick<ConfigVersions, "pointers" | "parsed">;
  readonly notices: Pick<NoticeSenders, "slack" | "email">;
  readonly publicUrl: string;
}

const words = { opened: "New task", recovered: "Task closed itself" } as const;

/** Tells those who subscribed (`success` of the configuration) of each change. After a crash in the middle they are told again. */
export function tellTaskStep({ configs, notices, publicUrl }: Dependencies) {
  return step<SuccessTaskChanged, ToldTask, readonly Told[]>({
    name: "success-tell-task",
    on: successTaskChanged,
    document: toldTasks,
    documentId: ({ data }) => data.taskId,
    async gather(before, { tenantId, data }, { effect, log, now }) {
      const active = await activeConfigsOf(configs, tenantId);
      const config = active.find(({ success }) => success.slack !== undefined || success.email.length > 0);
      if (config === undefined) return [];
      const { slack, email } = config.success;
      const url = `${publicUrl}/console/clients/${tenantId}/success/tasks/${data.taskId}`;
      const title = `${words[data.change]}: ${data.title} (${config.client_name})`.replace(/\s+/g, " ");
      const ways: readonly (readonly [Told["way"], () => Promise<void>])[] = [
        ...(slack
          ? [["slack", () => notices.slack(tenantId, slack, slackMessage(title, data.why, url))] as const]
          : []),
        ...(email.length > 0
          ? [["email", () => notices.email(email, mailOf(title, data.why, url), publicUrl)] as const]
          : []),
      ];
      const results: Told[] = [];
      for (const [way, send] of ways) {
        if (before?.told.some((each) => each.way === way && each.change === data.change)) continue;
        const told = { way, change: data.change, at: now.toISOString() };
        try {
          await effect(way, async () => send(), { policy: "repeat" });
          results.push({ ...told, outcome: "sent", detail: null });
        } catch (error) {
          // A way that refuses for good keeps the other from nothing.
          if (!(error instanceof TerminalError)) throw error;
          log.error({ err: error, way }, "a success task was not told");
          results.push({ ...told, outcome: "refused", detail: error.message.slice(0, 500) });
        }
      }
      return results;
    },
    decide(before, { data: { taskId } }, told) {
      return told.length === 0 ? undefined : { document: { taskId, told: [...(before?.told ?? []), ...told] } };
    },
  });
}

function slackMessage(title: string, why: string, url: string) {
  const text = [slackText(why), `<${url}|Open the task>`].filter((line) => line !== "").join("\n");
  return {
    text: slackText(title),
    blocks: [
      { type: "header", text: { type: "plain_text", text: title.slice(0, 150) } },
      { type: "section", text: { type: "mrkdwn", text } },
    ],
  };
}

/** Plain text: a task may hold somebody's words. */
function mailOf(title: string, why: string, url: string) {
  return { subject: title.slice(0, 200), text: [title, "", why, "", url].join("\n") };
}
