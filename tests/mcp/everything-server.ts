import {
  acceptedContent,
  type CallToolResult,
  completable,
  inputRequired,
  McpServer,
  ResourceTemplate,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { z } from "zod";

/** As the product's server, it tells nobody of changes. */
const unchanging = { listChanged: false };

/** One transparent pixel, and half a second of nothing. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

/**
 * A server with the fixtures that the conformance suite asks for by name. It stands behind the product's own handling of
 * requests, so that the suite tests that.
 */
export function everythingServer(): McpServer {
  const server = new McpServer(
    { name: "conformance", version: "1" },
    { capabilities: { logging: {}, tools: unchanging, resources: unchanging, prompts: unchanging } },
  );
  addTools(server);
  addResources(server);
  addPrompts(server);
  return server;
}

function addTools(server: McpServer): void {
  const tool = (
    name: string,
    description: string,
    answer: (context: ServerContext) => CallToolResult | Promise<CallToolResult>,
  ) => server.registerTool(name, { description }, answer);
  const text = { type: "text" as const, text: "This is a simple text response for testing." };
  const image = { type: "image" as const, data: png, mimeType: "image/png" };
  const resource = {
    type: "resource" as const,
    resource: {
      uri: "test://embedded-resource",
      mimeType: "text/plain",
      text: "This is an embedded resource content.",
    },
  };
  tool("test_simple_text", "Returns text", () => ({ content: [text] }));
  tool("test_image_content", "Returns an image", () => ({ content: [image] }));
  tool("test_audio_content", "Returns a sound", () => ({
    content: [{ type: "audio", data: wav, mimeType: "audio/wav" }],
  }));
  tool("test_embedded_resource", "Returns a resource", () => ({ content: [resource] }));
  tool("test_multiple_content_types", "Returns text, an image and a resource", () => ({
    content: [{ ...text, text: "Multiple content types test:" }, image, resource],
  }));
  tool("test_error_handling", "Fails", () => {
    throw new Error("This tool intentionally returns an error for testing");
  });
  tool("test_tool_with_progress", "Reports progress", async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    if (progressToken !== undefined)
      for (const progress of [0, 50, 100])
        await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
    return { content: [text] };
  });
  const logs = async ({ mcpReq }: ServerContext) => {
    for (const data of ["Tool execution started", "Tool processing data", "Tool execution completed"])
      await mcpReq.log("info", data);
    return { content: [text] };
  };
  tool("test_tool_with_logging", "Logs", logs);
  tool("test_logging_tool", "Logs", logs);
  server.registerTool(
    "test_input_required_result_elicitation",
    { description: "Asks the user for a name" },
    ({ mcpReq }) => {
      const given = acceptedContent(mcpReq.inputResponses, "user_name", z.object({ name: z.string() }));
      if (given) return { content: [{ type: "text", text: `Hello, ${given.name}!` }] };
      const requestedSchema = {
        type: "object" as const,
        properties: { name: { type: "string" as const } },
        required: ["name"],
      };
      return inputRequired({
        inputRequests: { user_name: inputRequired.elicit({ message: "What is your name?", requestedSchema }) },
      });
    },
  );
}

function addResources(server: McpServer): void {
  server.registerResource("text", "test://static-text", { mimeType: "text/plain" }, ({ href }) => ({
    contents: [{ uri: href, mimeType: "text/plain", text: "This is the content of the static text resource." }],
  }));
  server.registerResource("binary", "test://static-binary", { mimeType: "image/png" }, ({ href }) => ({
    contents: [{ uri: href, mimeType: "image/png", blob: png }],
  }));
  const template = new ResourceTemplate("test://template/{id}/data", { list: undefined });
  server.registerResource("template", template, { mimeType: "application/json" }, ({ href }, { id }) => ({
    contents: [
      {
        uri: href,
        mimeType: "application/json",
        text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
      },
    ],
  }));
}

function addPrompts(server: McpServer): void {
  const said = (text: string) => ({ role: "user" as const, content: { type: "text" as const, text } });
  server.registerPrompt("test_simple_prompt", { description: "Has no arguments" }, () => ({
    messages: [said("This is a simple prompt for testing.")],
  }));
  const begins = (given: string | undefined) =>
    ["paris", "park", "party"].filter((each) => each.startsWith(given ?? ""));
  const argsSchema = z.object({ arg1: completable(z.string(), begins), arg2: z.string() });
  server.registerPrompt(
    "test_prompt_with_arguments",
    { description: "Has arguments", argsSchema },
    ({ arg1, arg2 }) => ({
      messages: [said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
    }),
  );
  const withUri = z.object({ resourceUri: z.string() });
  server.registerPrompt(
    "test_prompt_with_embedded_resource",
    { description: "Embeds a resource", argsSchema: withUri },
    ({ resourceUri: uri }) => ({
      messages: [
        {
          role: "user",
          content: {
            type: "resource",
            resource: { uri, mimeType: "text/plain", text: "Embedded resource content for testing." },
          },
        },
        said("Please process the embedded resource above."),
      ],
    }),
  );
  server.registerPrompt("test_prompt_with_image", { description: "Holds an image" }, () => ({
    messages: [
      { role: "user", content: { type: "image", data: png, mimeType: "image/png" } },
      said("Please analyze the image above."),
    ],
  }));
}
