import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

const id = "wh_5f1c";

/** `webhooks …`: the client's own servers that are told what happens, and what was sent to them. */
export function addWebhookVerbs(root: Command): void {
  const webhooks = root.command("webhooks").description("manage the client's own servers that are told what happens");

  withExamples(
    onServer(webhooks.command("list").description("list the endpoints, with those of the configuration"))
      .addOption(jsonOption())
      .action(async (options) => (await import("./endpoints.ts")).listEndpoints(options)),
    "webhooks list --client client_123",
  );
  withExamples(
    onServer(webhooks.command("create").description("create an endpoint and print its secret, once"))
      .argument("<address>", "its public https address")
      .addOption(new Option("--events <names...>", "what it is told, such as message.received").makeOptionMandatory())
      .addOption(new Option("--description <text>", "a note for people"))
      .addOption(jsonOption())
      .action(async (address: string, options) =>
        (await import("./endpoints.ts")).createEndpoint({ address, ...options }),
      ),
    "webhooks create https://shop.example/hook --client client_123 --events message.received payment.settled",
  );
  withExamples(
    onEndpoint(webhooks.command("enable").description("send to an endpoint again")).action(
      async (endpoint: string, options) =>
        (await import("./endpoints.ts")).switchEndpoint(true, { endpoint, ...options }),
    ),
    `webhooks enable ${id} --client client_123`,
  );
  withExamples(
    onEndpoint(webhooks.command("disable").description("send nothing to an endpoint until it is enabled")).action(
      async (endpoint: string, options) =>
        (await import("./endpoints.ts")).switchEndpoint(false, { endpoint, ...options }),
    ),
    `webhooks disable ${id} --client client_123`,
  );
  withExamples(
    onEndpoint(webhooks.command("delete").description("delete an endpoint")).action(async (endpoint: string, options) =>
      (await import("./endpoints.ts")).deleteEndpoint({ endpoint, ...options }),
    ),
    `webhooks delete ${id} --client client_123`,
  );
  withExamples(
    onEndpoint(
      webhooks.command("rotate-secret").description("print a new secret, once; the old one signs too for a day"),
    ).action(async (endpoint: string, options) =>
      (await import("./endpoints.ts")).rotateSecret({ endpoint, ...options }),
    ),
    `webhooks rotate-secret ${id} --client client_123`,
  );
  withExamples(
    onEndpoint(webhooks.command("test").description("send a test event, and show what came of it")).action(
      async (endpoint: string, options) => (await import("./deliveries.ts")).testEndpoint({ endpoint, ...options }),
    ),
    `webhooks test ${id} --client client_123`,
  );
  withExamples(
    onEndpoint(webhooks.command("deliveries").description("list what was sent to an endpoint, newest first"))
      .addOption(limitOption())
      .action(async (endpoint: string, options) =>
        (await import("./deliveries.ts")).listDeliveries({ endpoint, ...options }),
      ),
    `webhooks deliveries ${id} --client client_123 --limit 200`,
  );
  withExamples(
    onEndpoint(webhooks.command("replay").description("send an ended delivery again, or all that failed"))
      .argument("[delivery]", "its id, as in the list of deliveries")
      .option("--failed", "all that failed in the last 30 days, oldest first")
      .action(async (endpoint: string, delivery: string | undefined, options) =>
        (await import("./deliveries.ts")).replay({ endpoint, delivery, ...options }),
      ),
    `webhooks replay ${id} whd_77a0 --client client_123`,
    `webhooks replay ${id} --failed --client client_123`,
  );
}

function onEndpoint(command: Command): Command {
  return onServer(command.argument("<endpoint>", "its id, as in the list")).addOption(jsonOption());
}
