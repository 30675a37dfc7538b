import { knownNames, unknownNames } from "../../channels/templates/fill-text.ts";
import { givenValue, placeholdersOf } from "../../channels/templates/placeholders.ts";
import type { WhatsappTemplate } from "../../channels/templates/template-config.ts";
import { didYouMean } from "../../schema/did-you-mean.ts";
import type { Explanation } from "../explain.ts";
import type { Path } from "../reading/problem.ts";
import type { TenantConfig } from "../schema.ts";
import { collectedNames, commonNames, retargetingNames } from "./text-names.ts";

/** A text that customers read, and the names its placeholders may have. */
interface CustomerText {
  readonly path: Path;
  readonly text: string | undefined;
  /** Empty: the text is sent as it is written. */
  readonly known: readonly string[];
  /** What to do about a name of the tenant's own. */
  readonly remedy?: string;
}

interface NamedTemplate {
  readonly path: Path;
  readonly name: string;
  readonly channel: string;
  readonly known: readonly string[];
}

/**
 * Placeholders that nothing fills, in every text a customer may read. Versions that are stored already are not held to
 * it: what they leave unfilled is withheld when it is to be sent.
 */
export function placeholderProblems(config: TenantConfig): readonly Explanation[] {
  return [...textsOf(config).flatMap(problemsOfText), ...templatesOf(config).flatMap((use) => missingIn(use, config))];
}

const ownFacts = "A name that your own systems tell belongs in the list `facts` beside the text.";

function textsOf(config: TenantConfig): readonly CustomerText[] {
  const { escalation, surveys } = config.business_logic;
  const { callbacks, payments, canned_replies, data_collection, channels } = config;
  const text = (path: Path, words: string | undefined, known: readonly string[] = []) => ({ path, text: words, known });
  return [
    ...chosenTemplates(config).flatMap(({ path, use, known }) => [
      ...(use.message === undefined
        ? []
        : [{ path: [...path, "message"], text: use.message, known, remedy: ownFacts }]),
      ...Object.entries(use.template?.values ?? {}).map(([name, words]) =>
        text([...path, "template", "values", name], words, known),
      ),
    ]),
    ...canned_replies.map(({ text: words }, index) => text(["canned_replies", index, "text"], words, commonNames)),
    text(["callbacks", "message"], callbacks?.message, commonNames),
    ...escalation.human_unavailable.map(({ auto_reply }, index) =>
      text(["business_logic", "escalation", "human_unavailable", index, "auto_reply"], auto_reply, commonNames),
    ),
    text(["payments", "paid_message"], payments.paid_message, [...commonNames, "amount", "items"]),
    ...surveys.questions.flatMap((question, index) => {
      const path = ["business_logic", "surveys", "questions", index];
      const options = question.type === "multiple_choice" ? question.options : [];
      return [
        text([...path, "text"], question.text),
        ...options.map((option, at) => text([...path, "options", at], option)),
      ];
    }),
    ...(data_collection?.fields ?? []).map(({ ask }, index) => text(["data_collection", "fields", index, "ask"], ask)),
    text(["data_collection", "consent", "wording"], data_collection?.consent?.wording),
    ...channels.input.flatMap((input, index) =>
      input.type === "web_chat"
        ? [text(["channels", "input", index, "config", "proactive", "message"], input.config.proactive.message)]
        : [],
    ),
  ];
}

function problemsOfText({ path, text, known, remedy = "" }: CustomerText): readonly Explanation[] {
  if (text === undefined) return [];
  const listed = known.map((name) => `{${name}}`).join(", ");
  return unknownNames(text, known).map((name) => ({
    code: "unknown-placeholder",
    path,
    at: "value",
    what: `uses the unknown placeholder {${name}}${didYouMean(name, known)}`,
    remedy:
      known.length === 0 ? "This text is sent as it is written: take it out." : `Known are ${listed}. ${remedy}`.trim(),
  }));
}

/** Sections with a text and, where the channel takes none, a template in its place. */
function chosenTemplates(config: TenantConfig) {
  const { outbound_retargeting, surveys } = config.business_logic;
  return [
    ...config.reminders.map((use, index) => ({
      path: ["reminders", index] as Path,
      use: { channel: use.channel as string, message: use.message as string | undefined, template: use.template },
      known: [...commonNames, "date", "time", ...use.facts, ...collectedNames(config)],
    })),
    ...outbound_retargeting.triggers.map((use, index) => ({
      path: ["business_logic", "outbound_retargeting", "triggers", index] as Path,
      use: { channel: use.channel as string, message: use.message as string | undefined, template: use.template },
      known: [...commonNames, ...retargetingNames(config, use)],
    })),
    {
      path: ["business_logic", "surveys"] as Path,
      use: { channel: "whatsapp", message: undefined, template: surveys.template },
      known: [...commonNames, "question"],
    },
  ];
}

function templatesOf(config: TenantConfig): readonly NamedTemplate[] {
  const fallbacks = config.channels.output.flatMap((output, index) =>
    output.type === "whatsapp" && output.config.fallback_template !== undefined
      ? [
          {
            path: ["channels", "output", index, "config", "fallback_template"],
            name: output.config.fallback_template,
            channel: output.type,
            known: [...commonNames, "message"],
          },
        ]
      : [],
  );
  const chosen = chosenTemplates(config).flatMap(({ path, use: { template, channel }, known }) =>
    template
      ? [
          {
            path: [...path, "template"],
            name: template.name,
            channel,
            known: [...known, "message", ...Object.keys(template.values)],
          },
        ]
      : [],
  );
  return [...fallbacks, ...chosen];
}

/** What a template speaks of and whoever names it does not give. */
function missingIn({ path, name, channel, known }: NamedTemplate, config: TenantConfig): readonly Explanation[] {
  const given = knownNames(known);
  const missing = wordsOf(config, channel, name).flatMap(({ text, defaults }) =>
    placeholdersOf(text).filter(
      (placeholder) => given(placeholder) !== placeholder && givenValue(defaults, placeholder) === undefined,
    ),
  );
  return [...new Set(missing)].map((placeholder) => ({
    code: "unknown-placeholder",
    path,
    at: "value",
    what: `names the template \`${name}\`, whose placeholder {{${placeholder}}} gets no value here`,
    remedy: `Known are ${known.map((each) => `{{${each}}}`).join(", ")}. Give it one under \`values\`, or under \`defaults\` of the template.`,
  }));
}

function wordsOf(
  { channels }: TenantConfig,
  channel: string,
  name: string,
): readonly Pick<WhatsappTemplate, "text" | "defaults">[] {
  return channels.output.flatMap((output) => {
    if (output.type !== channel) return [];
    if (output.type === "whatsapp") return output.config.templates.filter((template) => template.name === name);
    if (output.type !== "email") return [];
    return output.config.templates
      .filter((template) => template.name === name)
      .map(({ subject = "", body = "" }) => ({ text: `${subject} ${body}`, defaults: {} }));
  });
}
