import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

/** `approvals …`: what agents may do only once somebody has approved it. */
export function addApprovalVerbs(root: Command): void {
  const approvals = root.command("approvals").description("list and answer requests for approval");

  withExamples(
    onServer(approvals.command("list").description("list requests, newest first"))
      .addOption(new Option("--status <status>", "only these").choices(["pending", "approved", "declined", "expired"]))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./approvals.ts")).listApprovals(options)),
    "approvals list --client client_123 --status pending",
  );

  for (const [verb, answer] of [
    ["approve", "approved"],
    ["decline", "declined"],
  ] as const)
    withExamples(
      onServer(approvals.command(verb).description(`${verb} a request; the customer is told what came of it`))
        .argument("<id>", "its id, as `approvals list` prints it")
        .option("--comment <text>", "why, for colleagues")
        .addOption(jsonOption())
        .action(async (id: string, options) =>
          (await import("./approvals.ts")).answerApproval({ id, answer, ...options }),
        ),
      `approvals ${verb} --client client_123 3f0c…`,
    );
}
