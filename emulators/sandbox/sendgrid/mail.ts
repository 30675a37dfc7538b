import type { Answer } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";

export interface SendGridProblem {
  readonly message: string;
  readonly field: string | null;
}

const helpUrl = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html";

/** SendGrid's error document, with all problems at once (SendGrid docs, "Mail send: errors"). */
export function errors(status: number, problems: readonly SendGridProblem[]): Answer {
  const listed = problems.map(({ message, field }) => ({
    message,
    field,
    help: field === null ? null : `${helpUrl}#message.${field}`,
  }));
  return { status, body: { errors: listed } };
}

const emailForm = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const example = '{"email" : "example@example.com"}  or {"email" : "example@example.com", "name" : "Example Recipient"}';

/** SendGrid's validation errors for a mail. Empty if it is valid. */
export function mailProblems(mail: JsonObject, templates: ReadonlySet<string>): readonly SendGridProblem[] {
  const personalizations = listOf(mail.personalizations).filter(isObject);
  const templateId = textOf(mail.template_id);
  return [
    ...recipientProblems(personalizations),
    ...senderProblems(mail),
    ...subjectProblems(mail, personalizations, templateId),
    ...contentProblems(mail, templateId),
    ...templateProblems(templateId, templates),
    ...argumentProblems(mail, personalizations),
  ];
}

export function recipientsOf(personalization: JsonObject): readonly JsonObject[] {
  return ["to", "cc", "bcc"].flatMap((name) => listOf(personalization[name]).filter(isObject));
}

function recipientProblems(personalizations: readonly JsonObject[]): readonly SendGridProblem[] {
  if (personalizations.length === 0) {
    const message = "The personalizations field is required and must have at least one personalization.";
    return [{ message, field: "personalizations" }];
  }
  if (personalizations.length > 1_000 || personalizations.flatMap(recipientsOf).length > 1_000) {
    const message = "There is a limit of 1000 total recipients (to + cc + bcc) per request.";
    return [{ message, field: "personalizations" }];
  }
  return personalizations.flatMap((personalization, index) => {
    const field = `personalizations.${index}`;
    if (listOf(personalization.to).length === 0) {
      return [
        {
          message:
            "The to array is required for all personalization objects, and must have at least one email object with a valid email address.",
          field: `${field}.to`,
        },
      ];
    }
    const emails = recipientsOf(personalization).map(({ email }) => textOf(email).toLowerCase());
    const wrong = emails.some((email) => !emailForm.test(email));
    if (wrong) return [{ message: "Does not contain a valid address.", field: `${field}.to` }];
    const twice = emails.find((email, at) => emails.indexOf(email) !== at);
    if (twice === undefined) return [];
    const message = `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${twice}] in the ${field}.to field.`;
    return [{ message, field }];
  });
}

function senderProblems({ from, reply_to }: JsonObject): readonly SendGridProblem[] {
  const sender = textOf(objectOf(from).email);
  const missing = `The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.  e.g. ${example}.`;
  if (sender === "") return [{ message: missing, field: "from.email" }];
  if (!emailForm.test(sender)) {
    return [{ message: "The from email does not contain a valid address.", field: "from.email" }];
  }
  return reply_to === undefined || emailForm.test(textOf(objectOf(reply_to).email))
    ? []
    : [{ message: "The reply_to email does not contain a valid address.", field: "reply_to.email" }];
}

function subjectProblems(mail: JsonObject, all: readonly JsonObject[], templateId: string): readonly SendGridProblem[] {
  const given = textOf(mail.subject) !== "" || (all.length > 0 && all.every(({ subject }) => textOf(subject) !== ""));
  if (given || templateId !== "") return [];
  const message =
    "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.";
  return [{ message, field: "subject" }];
}

function contentProblems(mail: JsonObject, templateId: string): readonly SendGridProblem[] {
  const content = listOf(mail.content).filter(isObject);
  if (content.length === 0) {
    const message =
      "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block. We typically suggest both text/plain and text/html blocks are included, but only one block is required.";
    return templateId === "" ? [{ message, field: "content" }] : [];
  }
  const types = content.map(({ type }) => textOf(type));
  const empty = content.findIndex(({ value }) => textOf(value) === "");
  if (empty >= 0) {
    const message = "The content value must be a string at least one character in length.";
    return [{ message, field: `content.${empty}.value` }];
  }
  const order = types.includes("text/plain") && types[0] !== "text/plain";
  if (order || new Set(types).size < types.length) {
    const message = "If present, text/plain and text/html may only be provided once, with text/plain first.";
    return [{ message, field: "content" }];
  }
  return [];
}

function templateProblems(templateId: string, templates: ReadonlySet<string>): readonly SendGridProblem[] {
  if (templateId === "" || templates.has(templateId)) return [];
  const message = `The template_id must be a valid GUID, you provided '${templateId}'.`;
  return [{ message, field: "template_id" }];
}

function argumentProblems(mail: JsonObject, personalizations: readonly JsonObject[]): readonly SendGridProblem[] {
  const all = [mail, ...personalizations].map(({ custom_args }) => objectOf(custom_args));
  if (all.some((given) => Object.values(given).some((value) => typeof value !== "string"))) {
    return [{ message: "The custom_args values must be strings.", field: "custom_args" }];
  }
  return Buffer.byteLength(JSON.stringify(all)) > 10_000
    ? [{ message: "The total length of custom_args may not exceed 10,000 bytes.", field: "custom_args" }]
    : [];
}

const general: Readonly<Record<number, SendGridProblem>> = {
  400: { message: "Bad Request", field: null },
  401: { message: "The provided authorization grant is invalid, expired, or revoked", field: null },
  403: {
    message:
      "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements",
    field: "from",
  },
  404: { message: "not found", field: null },
  413: { message: "payload too large", field: null },
  429: { message: "too many requests", field: null },
  503: { message: "service unavailable", field: null },
};

/** SendGrid's error body for a status without a cause in the request. */
export function sendgridFailure(status: number): unknown {
  return errors(status, [general[status] ?? { message: "internal server error", field: null }]).body;
}
