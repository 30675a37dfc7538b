import { z } from "zod";
import type { IssueTrackerConfig } from "../../integrations/issue-tracker.ts";
import type { Tool, ToolDependencies } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { githubClient } from "./github-client.ts";

/** Opens an issue in the client's repository. */
export function githubTools(
  entry: { readonly name: string; readonly about: string },
  config: IssueTrackerConfig,
  dependencies: ToolDependencies,
): readonly Tool[] {
  const github = githubClient(config, dependencies);
  const parameters = z.object({
    title: z.string().trim().min(1).max(200).describe("One line: what is wrong or wanted"),
    description: z.string().trim().min(1).max(4000).describe("The facts. No names, numbers or addresses of customers"),
  });
  return [
    {
      name: `${entry.name}_open_issue`,
      description: `${entry.about}: opens an issue for the developers. Others may read it.`,
      parameters: zodParameters(parameters),
      sideEffects: true,
      reconcile: "repeat",
      async execute(args, call) {
        const { title, description: body } = parameters.parse(args);
        const { number, html_url } = await github.open({ title, body }, call.idempotencyKey, call);
        return { content: { issue: number, url: html_url } };
      },
    },
  ];
}
