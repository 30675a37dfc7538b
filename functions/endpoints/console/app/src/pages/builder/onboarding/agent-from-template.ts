import { isMap, isScalar, isSeq, parseDocument } from "yaml";

interface AgentAnswers {
  readonly client: string;
  /** The configuration's name. */
  readonly name: string;
  readonly clientName: string;
  readonly agentName: string;
  /** What the agent may state of the business, in words of the people who know it. */
  readonly business: string;
  readonly objectives: readonly string[];
  /** Language tags. Calls begin in the first. */
  readonly languages: readonly [string, ...string[]];
  /** Spoken word for word. Empty: the agent greets in its own words. */
  readonly greeting: string;
}

/** These need nothing but knowledge. Others work on rows, hours and accounts, and a template has only examples of those. */
const keptTools = ["rag", "ticketing"];

/**
 * A template with a client's own answers in it. Its knowledge, rows, products and appointments are examples, so none
 * of them reaches a client's customers. Its comments stay.
 */
export function agentFromTemplate(template: string, answers: AgentAnswers): string {
  const document = parseDocument(template);
  const set = (path: readonly string[], value: unknown) => document.setIn(["automation_config", ...path], value);
  const drop = (...path: string[]) => document.deleteIn(["automation_config", ...path]);
  // What the file says of itself as a template stands before its first key.
  const top = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
  if (isScalar(top)) top.commentBefore = null;
  drop("knowledge");
  drop("tables");
  drop("business_logic", "cross_sell");
  const tools: unknown = document.getIn(["automation_config", "tools", "available"]);
  if (isSeq(tools))
    tools.items = tools.items.filter((tool) => isMap(tool) && keptTools.includes(String(tool.get("type"))));
  const search = isSeq(tools) ? tools.items.find((tool) => isMap(tool) && tool.get("type") === "rag") : undefined;
  const base = isMap(search) ? search.getIn(["config", "knowledge_base"]) : undefined;

  const [first] = answers.languages;
  set(["config_id"], `${answers.client}_${answers.name}`);
  set(["client_id"], answers.client);
  set(["client_name"], answers.clientName);
  set(["agent", "agent_name"], answers.agentName);
  set(["agent", "language"], inWords(answers.languages));
  if (answers.objectives.length > 0) set(["agent", "objectives"], answers.objectives);
  else drop("agent", "objectives");
  set(["voice", "language"], `${first}-IN`);
  set(["voice", "greeting", "supported_languages"], answers.languages);
  if (answers.greeting !== "") {
    drop("voice", "greeting", "message");
    set(["voice", "greeting", "text"], answers.greeting);
  }
  const about = { id: "about", title: `About ${answers.clientName}`, text: answers.business };
  set(["knowledge"], [{ ...(base === undefined ? {} : { base }), ...about }]);
  return document.toString({ lineWidth: 0 });
}

/** For the prompt, which is in English. */
function inWords(languages: readonly string[]): string {
  const names = new Intl.DisplayNames("en", { type: "language" });
  return new Intl.ListFormat("en").format(languages.map((tag) => names.of(tag) ?? tag));
}
