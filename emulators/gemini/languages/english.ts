import type { Phrases } from "./language.ts";

export const english: Phrases = {
  greet: (name) => `Hello, I am ${name}. How can I help you today?`,
  thanks: () => "You are welcome. Is there anything else I can help you with?",
  bye: () => "Thank you for talking to us. Goodbye!",
  ask: (task, known, field) => `For “${task}”${known && ` (${known})`} I still need: ${field}. Could you tell me?`,
  asking: "I still need:",
  confirm: (task, values) =>
    `I can do this for you: “${task}”${values && ` (${values})`}. Shall I go ahead? (yes or no)`,
  confirming: "Shall I go ahead?",
  unfit: (field, examples) => `I could not read that as “${field}”${examples && ` (for example ${examples})`}.`,
  wait: () => "Take your time.",
  cancelled: () => "All right, I have not done that. Is there anything else I can help you with?",
  found: (facts) => `Here is what I found: ${facts}`,
  done: (task, facts) => `Done: “${task}”${facts && ` (${facts})`}.`,
  nothing: () => "I looked, but found nothing for that.",
  failed: (task, reason) => `“${task}” did not work${reason && `: ${reason}`}.`,
  handoff: () => "I am passing you to a colleague, who will take it from here.",
  noHandoff: () => "You would like to speak to a person. I cannot connect you from here.",
  able: (tasks) =>
    `I can answer questions from what the company has written down${tasks && `, and do this: ${tasks}`}. I follow fixed rules and am not a language model.`,
  cannot: (tasks) =>
    `I am not sure about that, and cannot do it here.${tasks && ` What I can do: ${tasks}.`} You may also ask to speak to a person.`,
  unsure: () => "I am not sure about that. Could you put it in other words, or ask to speak to a person?",
};
