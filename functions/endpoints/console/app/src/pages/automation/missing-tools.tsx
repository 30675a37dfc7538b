import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Problem, Status } from "../../components/status.tsx";
import { issueWords } from "./automation-words.ts";

/** The issue is opened by a step of its own. */
const refreshMs = 5_000;

/** What requirements need and the product does not have, with the issue at GitHub. Nothing without such. */
export function MissingTools({ client }: { readonly client: string }) {
  const { data, error } = useQuery({
    queryKey: ["automation", client, "gaps"],
    queryFn: ({ signal }) => api("GET", "/v1/automation/gaps", { client, signal }),
    refetchInterval: refreshMs,
  });
  if (error) return <Problem error={error} />;
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section>
      <h2>{m.automation_gaps()}</h2>
      <p>{m.automation_gaps_what()}</p>
      <table className="table" aria-label={m.automation_gaps()}>
        <thead>
          <tr>
            <th scope="col">{m.automation_gap()}</th>
            <th scope="col">{m.automation_gap_does()}</th>
            <th scope="col">{m.automation_issue()}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ kind, name, description, issue, issue_failure }) => (
            <tr key={`${kind} ${name}`}>
              <th scope="row">{name}</th>
              <td data-heading={m.automation_gap_does()}>{description}</td>
              <td data-heading={m.automation_issue()}>
                <Issue issue={issue} failure={issue_failure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Issue({
  issue,
  failure,
}: {
  readonly issue: {
    readonly url: string;
    readonly state: "open" | "closed" | "deleted";
    readonly reason: string | null;
  } | null;
  readonly failure: string | null;
}) {
  if (issue === null) return <>{failure ?? m.automation_issue_none()}</>;
  const { tone, name } = issueWords[issue.reason === "completed" ? "completed" : issue.state];
  const number = /\d+$/.exec(issue.url)?.[0] ?? "";
  return (
    <>
      <a href={issue.url} target="_blank" rel="noreferrer noopener">
        {m.automation_issue_number({ number })}
      </a>{" "}
      <Status tone={tone}>{name()}</Status> {failure}
    </>
  );
}
