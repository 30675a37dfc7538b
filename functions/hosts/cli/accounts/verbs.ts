import { Argument, type Command, Option } from "commander";
import {
  clientId,
  dataDirOption,
  jsonOption,
  limitOption,
  role,
  tokenOption,
  urlOption,
  withExamples,
} from "../options.ts";

const stages = ["prospect", "research", "demo", "requirements", "pricing", "onboarding", "live"];

/** `clients …` and `people …`: the agency's clients, and who signs in to the console. */
export function addAccountVerbs(root: Command): void {
  addClientVerbs(root.command("clients").description("the agency's clients and prospects"));
  addPeopleVerbs(root.command("people").description("the people who sign in to the console"));
}

/** A verb of the agency, or of one client's admin. */
function ofAgency(command: Command): Command {
  const client = new Option("-c, --client <id>", "whose admin acts").default("agency").argParser(clientId);
  return command.addOption(client).addOption(urlOption()).addOption(tokenOption()).addOption(dataDirOption());
}

function addClientVerbs(clients: Command): void {
  withExamples(
    ofAgency(clients.command("list").description("list clients, newest first"))
      .option("--search <letters>", "only names that begin with these")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./clients.ts")).listClients(options)),
    "clients list --search sharma",
  );
  withExamples(
    ofAgency(clients.command("add").description("add a client or a prospect"))
      .argument("<name>", "the company's name")
      .option("--id <client>", "its id (default: made of the name)")
      .option("--website <url>", "the company's site")
      .addOption(new Option("--stage <stage>", "how far the work has come").choices(stages).default("prospect"))
      .addOption(jsonOption())
      .action(async (name: string, options) => (await import("./clients.ts")).addClient({ name, ...options })),
    'clients add "Sharma Dental Care" --website https://sharma.example',
  );
  withExamples(
    ofAgency(clients.command("show").description("show a client"))
      .argument("<id>", "the client's id")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./clients.ts")).showClient({ id, ...options })),
    "clients show client_123",
  );
  withExamples(
    ofAgency(clients.command("approval").description("say how many people agree before an activation"))
      .argument("<id>", "the client's id")
      .addArgument(new Argument("<people>", "one, or two: somebody else approves first").choices(["one", "two"]))
      .addOption(jsonOption())
      .action(async (id: string, approval: "one" | "two", options) =>
        (await import("./clients.ts")).changeApproval({ id, approval, ...options }),
      ),
    "clients approval client_123 two",
  );
}

function addPeopleVerbs(people: Command): void {
  const roles = () =>
    new Option("--role <role...>", "what the person may do").argParser<string[]>((given, before) => [
      ...(before ?? []),
      role(given),
    ]);
  withExamples(
    ofAgency(people.command("list").description("list people by name"))
      .option("--search <letters>", "only names that begin with these")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./people.ts")).listPeople(options)),
    "people list",
  );
  withExamples(
    ofAgency(people.command("invite").description("add a person, and print a link that signs them in once"))
      .argument("<email>", "the address that the person signs in with")
      .requiredOption("--name <name>", "how the person is called")
      .addOption(roles().makeOptionMandatory())
      .addOption(jsonOption())
      .action(async (email: string, options) => (await import("./people.ts")).invitePerson({ email, ...options })),
    'people invite asha@agency.example --name "Asha Rao" --role operator',
  );
  withExamples(
    ofAgency(people.command("roles").description("change what a person may do"))
      .argument("<id>", "the person's id, as `people list` prints it")
      .addOption(roles().makeOptionMandatory())
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./people.ts")).changeRoles({ id, ...options })),
    "people roles 3f0c… --role admin operator",
  );
  withExamples(
    ofAgency(people.command("remove").description("let a person sign in no longer, and sign them out"))
      .argument("<id>", "the person's id, as `people list` prints it")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./people.ts")).removePerson({ id, ...options })),
    "people remove 3f0c…",
  );
}
