import { isObject, type JsonObject, textOf } from "../../json.ts";

const statuses = ["approved", "rejected", "paused"] as const;

/** A template of the Content Template Builder, with the fields needed for sending. */
export interface TwilioContent {
  readonly sid: string;
  readonly body: string;
  readonly status: (typeof statuses)[number];
}

/** Parses the template of a control call, or returns an error message. */
export function parseContent(given: JsonObject): TwilioContent | string {
  const { sid, body, status = "approved" } = given;
  const known = statuses.find((one) => one === status);
  if (typeof sid !== "string" || !/^HX[0-9a-fA-F]{32}$/.test(sid)) return "sid must be HX and 32 hexadecimal digits.";
  if (typeof body !== "string" || body === "") return "body must be the template's text.";
  if (!known) return `status must be one of ${statuses.join(", ")}.`;
  return { sid, body, status: known };
}

/** What the customer reads: the text with its variables, or only the variables if the text is unknown. */
export function renderedContent(content: TwilioContent | undefined, form: JsonObject): string {
  const variables = variablesOf(textOf(form.ContentVariables));
  if (!content) return Object.values(variables).join(" ");
  return content.body.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => variables[name] ?? whole);
}

function variablesOf(json: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(json);
    return isObject(parsed)
      ? Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, textOf(value)]))
      : {};
  } catch {
    return {}; // no variables given
  }
}
