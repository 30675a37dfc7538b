import type { Route } from "../../../../shared/http/route.ts";

const tagWords: Readonly<Record<string, string>> = {
  "API keys": "Keys for your own systems.",
  Audit: "Who changed or read whose data.",
  Calls: "Calls by telephone and from web pages, and calls to customers.",
  Campaigns: "One message to many customers.",
  Chat: "A customer's message and the agent's answer.",
  Configurations: "The YAML file that an agent runs from, and its versions.",
  Conversations: "What was said, on every channel.",
  "Customer success": "What an agent is worth to its client, and how the client does.",
  Customers: "People, on all their channels, and their rights.",
  Demos: "Pages with an invented business that the product answers.",
  Drafts: "Trying a configuration before it is stored.",
  Events: "Events that could not be handled.",
  Experiments: "Variants of a configuration, compared on customers, and what to try next.",
  "Follow-ups": "Messages that the product sends unasked.",
  Handoffs: "Conversations that people take over.",
  Research: "What public sources say of a business: facts with their places, contradictions, and what is missing.",
  Knowledge: "Documents that agents quote, and what customers asked that none answers.",
  Offers: "What was offered in conversations, and what became of it.",
  Operators: "The people who take over.",
  Payments: "What customers paid.",
  Requirements: "What an agent is to do: interviews, documents, versions and approval.",
  Rollouts: "Versions that go to a growing share of customers, and come back when they are worse.",
  Surveys: "What customers say about the service.",
  Tables: "The rows that tools and operations work with.",
};

/** The tags of these routes, with what their operations are about. */
export function tagsOf(routes: readonly Route[]): { readonly name: string; readonly description?: string }[] {
  const names = [...new Set(routes.map(({ tag }) => tag))];
  return names.map((name) => ({ name, ...(tagWords[name] === undefined ? {} : { description: tagWords[name] }) }));
}
