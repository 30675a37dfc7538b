import { isObject, type JsonObject, listOf, objectOf, textOf, textsOf } from "../json.ts";
import { audioProblem, type HeardAudio, heardIn } from "./hearing.ts";

export interface ToolDeclaration {
  readonly name: string;
  readonly description: string;
  /** JSON Schema. Gemini's upper-case types are accepted as well. */
  readonly parameters: JsonObject;
}

interface Turn {
  readonly role: "user" | "model";
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly args: JsonObject }[];
  readonly results: readonly { readonly name: string; readonly response: JsonObject }[];
}

/** The fields of a generate request that are used here. */
export interface ParsedPrompt {
  readonly system: string;
  readonly turns: readonly Turn[];
  /** The user's newest text, without function results. */
  readonly newest: string;
  /** Audio in the newest message. */
  readonly audio: readonly HeardAudio[];
  readonly tools: readonly ToolDeclaration[];
  readonly toolMode: "AUTO" | "ANY" | "NONE";
  /** Set when the answer must be JSON. Empty when any JSON is valid. */
  readonly schema: JsonObject | null;
  readonly maximumTokens: number | null;
}

/** Parses a generate request. @returns the prompt, or Gemini's error message for an invalid body. */
export function parsePrompt(body: unknown): ParsedPrompt | string {
  if (!isObject(body)) return "Invalid JSON payload received. Expected an object.";
  const contents = listOf(body.contents);
  if (contents.length === 0) return "* GenerateContentRequest.contents: contents is not specified";
  const problem = problemOf(contents) ?? audioProblem(contents);
  if (problem) return problem;
  const turns = contents.map((content) => turnOf(objectOf(content)));
  const declarations = listOf(body.tools).flatMap((tool) => listOf(objectOf(tool).functionDeclarations));
  const tools = declarations.map((declaration) => toolOf(objectOf(declaration)));
  const badName = tools.find((tool) => !/^[A-Za-z_][\w.:-]{0,127}$/.test(tool.name));
  if (badName)
    return `* GenerateContentRequest.tools[0].function_declarations: Invalid function name: "${badName.name}"`;
  const calling = objectOf(objectOf(body.toolConfig).functionCallingConfig);
  const allowed = textsOf(calling.allowedFunctionNames);
  const generation = objectOf(body.generationConfig);
  const schema = generation.responseJsonSchema ?? generation.responseSchema;
  const wantsJson = generation.responseMimeType === "application/json";
  if (schema !== undefined && !wantsJson) {
    return "Function calling with a response mime type: 'text/plain' and a response schema is unsupported; set response_mime_type to application/json";
  }
  return {
    system: textOfParts(objectOf(body.systemInstruction).parts),
    turns,
    newest: turns.findLast((turn) => turn.role === "user" && turn.text !== "")?.text ?? "",
    audio: heardIn(contents.at(-1)),
    tools: allowed.length > 0 ? tools.filter((tool) => allowed.includes(tool.name)) : tools,
    toolMode: calling.mode === "ANY" || calling.mode === "NONE" ? calling.mode : "AUTO",
    schema: wantsJson ? objectOf(schema) : null,
    maximumTokens: typeof generation.maxOutputTokens === "number" ? generation.maxOutputTokens : null,
  };
}

/** Validates the conversation's structure as Gemini does. */
function problemOf(contents: readonly unknown[]): string | null {
  let openCalls = 0;
  for (const [index, content] of contents.entries()) {
    const { role, parts } = objectOf(content);
    if (role !== undefined && role !== "user" && role !== "model" && role !== "function") {
      return "Please use a valid role: user, model.";
    }
    if (listOf(parts).length === 0) {
      return `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.`;
    }
    const count = (name: string) => listOf(parts).filter((part) => isObject(objectOf(part)[name])).length;
    const results = count("functionResponse");
    if (results !== openCalls) {
      return "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
    }
    openCalls = count("functionCall");
    if (openCalls > 0 && (index === 0 || objectOf(contents[index - 1]).role === "model")) {
      return "Please ensure that function call turn comes immediately after a user turn or after a function response turn.";
    }
  }
  return null;
}

function turnOf({ role, parts }: JsonObject): Turn {
  const list = listOf(parts).map(objectOf);
  return {
    role: role === "model" ? "model" : "user",
    text: textOfParts(parts),
    calls: list
      .map((part) => part.functionCall)
      .filter(isObject)
      .map((call) => ({ name: textOf(call.name), args: objectOf(call.args) })),
    results: list
      .map((part) => part.functionResponse)
      .filter(isObject)
      .map((result) => ({ name: textOf(result.name), response: objectOf(result.response) })),
  };
}

function toolOf(declaration: JsonObject): ToolDeclaration {
  return {
    name: textOf(declaration.name),
    description: textOf(declaration.description),
    parameters: objectOf(declaration.parametersJsonSchema ?? declaration.parameters),
  };
}

/** The text of a content's parts, without thoughts. */
export function textOfParts(parts: unknown): string {
  return listOf(parts)
    .map(objectOf)
    .filter((part) => part.thought !== true)
    .map((part) => textOf(part.text))
    .filter((text) => text !== "")
    .join("\n");
}
