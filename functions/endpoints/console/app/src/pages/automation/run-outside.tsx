import { m } from "#messages";
import type { AutomationView } from "../../../../../../engines/automation/views.ts";
import { Problem, Status } from "../../components/status.tsx";
import { pullRequestWords } from "./automation-words.ts";

/** What happens to a run at GitHub: its pull request, and what has come since that it missed. */
export function RunOutside({ run: { pull_request: pull, now_available } }: { readonly run: AutomationView }) {
  return (
    <>
      {now_available.length > 0 && (
        <p>
          <Status tone="good">{m.automation_now_available()}</Status>{" "}
          {m.automation_generate_again({ names: now_available.map(({ name }) => name).join(", ") })}
        </p>
      )}
      {pull !== null && pull.url !== null && (
        <p>
          <a href={pull.url} target="_blank" rel="noreferrer noopener">
            {m.automation_pull_request()}
          </a>{" "}
          <Status tone={pullRequestWords[pull.state].tone}>{pullRequestWords[pull.state].name()}</Status>
        </p>
      )}
      {pull !== null && pull.failure !== null && <Problem error={new Error(pull.failure)} />}
    </>
  );
}
