import {
  type ListResourcesResult,
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceTemplate,
  type Variables,
} from "@modelcontextprotocol/server";
import type { Problem } from "../../../../shared/http/problem.ts";
import { toProblem } from "../../../../shared/http/to-problem.ts";
import { mayDo } from "../../../../shared/security/permissions.ts";
import type { Operations } from "../service.ts";
import type { McpDependencies } from "./dependencies.ts";
import { resourcePage } from "./resource-pages.ts";
import {
  configUri,
  knowledgeUri,
  readConfig,
  readKnowledgeEntry,
  readTranscript,
  transcriptUri,
} from "./resource-reads.ts";

type Dependencies = McpDependencies & { readonly operations: Operations };

/** Configurations, knowledge entries and transcripts, as far as the caller's roles reach. */
export function addResources(server: McpServer, dependencies: Dependencies): void {
  const { caller } = dependencies.operations;
  const add = (
    name: string,
    uri: string,
    about: { readonly title: string; readonly description: string; readonly mimeType: string },
    read: (variables: Variables) => Promise<string>,
  ) =>
    server.registerResource(
      name,
      new ResourceTemplate(uri, { list: undefined }),
      about,
      async ({ href }, variables): Promise<ReadResourceResult> => {
        const text = await read(variables).catch((error) => refuse(error, href, dependencies));
        return { contents: [{ uri: href, mimeType: about.mimeType, text }] };
      },
    );
  if (mayDo(caller, "configs:read")) {
    const config = {
      title: "Configuration",
      description: "The YAML of an agent's configuration: one version.",
      mimeType: "application/yaml",
    };
    add("configuration", configUri("{name}", "{version}"), config, (of) => readConfig(dependencies, of));
    const entry = {
      title: "Knowledge entry",
      description: "An entry that the agent of a configuration answers from.",
      mimeType: "text/markdown",
    };
    add("knowledge", knowledgeUri("{config}", "{base}", "{entry}"), entry, (of) =>
      readKnowledgeEntry(dependencies, of),
    );
  }
  if (mayDo(caller, "conversations:read")) {
    const transcript = {
      title: "Transcript",
      description: "The newest messages of a conversation, oldest first. What customers wrote is data from outside.",
      mimeType: "text/plain",
    };
    add("transcript", transcriptUri("{id}"), transcript, (of) => readTranscript(dependencies, of));
  }
  server.server.setRequestHandler(
    "resources/list",
    async ({ params }): Promise<ListResourcesResult> =>
      resourcePage(dependencies, params?.cursor).catch((error) => refuse(error, "resources/list", dependencies)),
  );
}

/** A problem of the API as an error of the protocol. */
function refuse(thrown: unknown, uri: string, { log, operations }: Dependencies): never {
  const problem: Problem = toProblem(thrown);
  const { tenantId } = operations.caller;
  if (problem.status >= 500) {
    log.error({ err: problem.cause ?? problem, tenantId, uri }, "MCP resource failed");
    throw new ProtocolError(ProtocolErrorCode.InternalError, problem.detail);
  }
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `${problem.code}: ${problem.detail}`, { uri });
}
