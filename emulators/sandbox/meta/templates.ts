import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import { graphError, invalidParameter } from "./errors.ts";

const statuses = ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"] as const;

export interface Template {
  readonly name: string;
  readonly language: string;
  readonly status: (typeof statuses)[number];
  /** Number of parameters of its body. */
  readonly params: number;
}

export type Templates = ReadonlyMap<string, Template>;

export const templateKey = (name: string, language: string): string => `${name} ${language}`;

/** Parses the template of a control call, or returns an error message. */
export function parseTemplate(given: JsonObject): Template | string {
  const { name, language = "en", status = "APPROVED", params = 0 } = given;
  const upper = textOf(status).toUpperCase();
  const known = statuses.find((one) => one === upper);
  if (typeof name !== "string" || !/^[a-z0-9_]{1,512}$/.test(name)) {
    return "name must consist of lower-case letters, digits and underscores.";
  }
  if (typeof language !== "string" || language === "") return "language must be a code such as en_US.";
  if (!known) return `status must be one of ${statuses.join(", ")}.`;
  if (!Number.isInteger(params) || Number(params) < 0) return "params must be a whole number.";
  return { name, language, status: known, params: Number(params) };
}

/** Null if the template may be sent with these components (Meta docs, "Cloud API error codes", 132000 to 132016). */
export function templateRefusal(template: JsonObject, templates: Templates): Answer | null {
  const name = textOf(template.name);
  const language = textOf(objectOf(template.language).code);
  if (name === "") return invalidParameter("The parameter template['name'] is required.");
  if (language === "") return invalidParameter("The parameter template['language']['code'] is required.");
  const known = templates.get(templateKey(name, language));
  // Unapproved templates do not exist for senders.
  if (!known || known.status === "PENDING" || known.status === "REJECTED") {
    return graphError({
      status: 404,
      code: 132001,
      message: "(#132001) Template name does not exist in the translation",
      details: `template name (${name}) does not exist in ${language}`,
    });
  }
  if (known.status === "PAUSED") {
    return graphError({
      code: 132015,
      message: "(#132015) Template is Paused",
      details: `The template (${name}) is paused due to low quality`,
    });
  }
  if (known.status === "DISABLED") {
    return graphError({
      code: 132016,
      message: "(#132016) Template is Disabled",
      details: `The template (${name}) was paused too many times and is disabled`,
    });
  }
  return parameterRefusal(template, known);
}

function parameterRefusal(template: JsonObject, known: Template): Answer | null {
  const components = listOf(template.components).filter(isObject);
  const body = components.find(({ type }) => textOf(type).toLowerCase() === "body");
  const parameters = listOf(body?.parameters).filter(isObject);
  if (parameters.length !== known.params) {
    return graphError({
      code: 132000,
      message: "(#132000) Number of parameters does not match the expected number of params",
      details: `body: number of localizable_params (${parameters.length}) does not match the expected number of params (${known.params})`,
    });
  }
  const empty = parameters.find(({ type = "text", text }) => type === "text" && textOf(text) === "");
  if (empty) {
    return graphError({
      code: 100,
      message: "(#100) Invalid parameter",
      details: "Parameter 'text' is mandatory for component parameter type 'text'",
    });
  }
  const broken = parameters.some(({ text }) => /[\n\t]| {5,}/.test(textOf(text)));
  return broken
    ? graphError({
        code: 132012,
        message: "(#132012) Parameter format does not match format in the created template",
        details: "body: Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
      })
    : null;
}
