import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, wholeNumber, withExamples } from "../options.ts";
import type { TaskVerb } from "./tasks.ts";

const statuses = ["open", "claimed", "answered", "returned", "reviewed", "waived"];

/** `tasks …`: what people find out about a business. */
export function addTaskVerbs(root: Command): void {
  const tasks = root.command("tasks").description("ask people what no source says, answer them, review answers");

  withExamples(
    onServer(tasks.command("open").description("ask the questions of the industry's playbook"))
      .argument("<research>", "the research's id")
      .option("--industry <words>", "instead of the industry of the research")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./tasks.ts")).openTasks({ id, ...options })),
    'tasks open 3f0c… --client client_123 --industry "retail shop"',
  );

  withExamples(
    onServer(tasks.command("list").description("list tasks, those due soonest first"))
      .addOption(new Option("--status <status>", "only these").choices(statuses))
      .option("--research <id>", "only of this research")
      .option("--assignee <who>", "only of this person; me for your own")
      .option("--due <time>", "only due by this time")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./tasks.ts")).listTasks(options)),
    "tasks list --client client_123 --status answered",
  );

  const verb = (name: string, description: string) =>
    onServer(tasks.command(name).description(description)).argument("<id>", "the task's id").addOption(jsonOption());
  const act = async (id: string, options: object, what: { readonly verb: TaskVerb; readonly body: object }) =>
    (await import("./tasks.ts")).actOnTask({ ...(options as { readonly client: string }), id, ...what });

  verb("claim", "take a task")
    .option("--hours <count>", "how long you keep it (default: 4)", wholeNumber)
    .action((id: string, options) =>
      act(id, options, { verb: "claim", body: options.hours === undefined ? {} : { hours: options.hours } }),
    );
  verb("release", "give a task back").action((id: string, options) => act(id, options, { verb: "release", body: {} }));
  verb("answer", "answer a task that you have claimed")
    .requiredOption("--text <text>", "what you found out")
    .option("--source <url>", "a page that shows it")
    .option("--note <text>", "how you found it out")
    .action((id: string, { text, source, note, ...options }) => {
      const evidence = [
        ...(source === undefined ? [] : [{ kind: "url", value: source }]),
        ...(note === undefined ? [] : [{ kind: "note", value: note }]),
      ];
      return act(id, options, { verb: "answer", body: { text, evidence } });
    });
  verb("accept", "accept somebody else's answer").action((id: string, options) =>
    act(id, options, { verb: "review", body: { accepted: true } }),
  );
  verb("return", "have an answer corrected")
    .requiredOption("--comment <text>", "what is missing")
    .action((id: string, { comment, ...options }) =>
      act(id, options, { verb: "review", body: { accepted: false, comment } }),
    );
  verb("waive", "end a task without an answer")
    .requiredOption("--reason <text>", "why there is none")
    .action((id: string, { reason, ...options }) => act(id, options, { verb: "waive", body: { reason } }));

  tasks
    .command("check")
    .description("check a playbook")
    .argument("<file>", "a YAML file")
    .action(async (file: string) => (await import("./tasks.ts")).checkPlaybook(file));
}
