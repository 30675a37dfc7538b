/** What the inbox says; what never changes stands in its page. English only: operators of all tenants share it. */
export const words = {
  title: "Inbox",
  connection: {
    connecting: "Connecting…",
    live: "Live",
    reconnecting: "Reconnecting…",
    offline: "Offline: what you write is sent later",
  },

  presence: { online: "Online", away: "Away", offline: "Offline" },
  departmentsOf: (names) => (names.length === 0 ? "All departments" : names.map(spaced).join(", ")),

  filters: { open: "All open", waiting: "Waiting", mine: "Mine" },
  nobody: {
    open: "Nobody waits for a person.",
    waiting: "Nobody is waiting.",
    mine: "You have no conversation. Take one over.",
  },
  unread: "unread",
  you: "you",
  assignedToYou: "You are asked",
  assignedTo: (name) => `${name} is asked`,
  heldBy: (name) => `With ${name}`,
  nobodyAsked: "Nobody is asked yet",

  channels: {
    web_chat: "Web chat",
    whatsapp: "WhatsApp",
    sms: "SMS",
    instagram: "Instagram",
    email: "E-mail",
    voice: "Phone",
    web_voice: "Web call",
  },
  priorities: { urgent: "Urgent", high: "High", medium: "Medium", low: "Low" },
  statuses: { active: "With the agent", escalated: "Waits for a person", resolved: "Closed" },

  roles: { customer: "Customer", agent: "Agent", operator: "Operator" },
  privateNote: (name) => `Private note · ${name}`,
  attachment: "Attachment",
  delivery: {
    queued: "on its way",
    sent: "sent",
    delivered: "delivered",
    read: "read",
    failed: "not delivered",
  },
  acts: {
    requested: () => "A person was asked for",
    assigned: ({ assigned_to: to }) => `${to ?? "An operator"} was asked`,
    unavailable: () => "Nobody was there",
    takeover: ({ operator }) => `${operator} took over`,
    transfer: ({ operator, assigned_to: to, department }) =>
      `${operator} passed it on to ${to ?? spaced(department ?? "the queue")}`,
    release: ({ operator }) => `${operator} gave it back to the agent`,
    resolve: ({ operator }) => `${operator} closed the conversation`,
  },

  takeOver: "Take over",
  release: "Give back to agent",
  resolve: "Close",
  transfer: "Transfer",
  anyOperator: "Nobody in particular",
  nameSomebody: "Choose an operator or name a department.",

  replyHint: "Write to the customer",
  noteHint: "Only operators read this",
  send: "Send",
  save: "Save note",
  noCanned: "No saved reply fits.",
  takesOver: "Your first reply takes the conversation over.",
  heldHint: (name) => `${name} has it: leave a note, or ask them to pass it on.`,
  unsent: {
    sending: "Sending…",
    waiting: "Waits for the network",
    failed: "Not sent",
  },
  again: "Try again",
  discard: "Discard",

  heldAdmin: "Another operator has it. As an admin you may take it anyway.",
  held: "Another operator has it. Ask them to pass it on to you, or ask an admin.",
  movedOn: "The customer wrote meanwhile. Read it, then press again.",

  briefing: "Briefing",
  briefAgain: "Brief me",
  briefingWait: "Writing the briefing…",
  nothingYet: "Nothing was said yet.",
  noBriefing: "Take over to be briefed.",
  summary: "So far",
  why: "Why a person",
  customer: "Customer",
  name: "Name",
  language: "Language",
  since: "Since",
  context: "Known",
  followUps: "Still to be said",
  callback: "Call back",
  ticket: "Ticket",

  alertsOn: "Alerts are on",
  alertsOff: "Alerts are off",
  newHandoff: (name) => `${name} waits for a person`,
  wrote: (name) => `${name} wrote`,

  notAToken: "That is not a token of this product.",
  noClients: "There is no client yet. Push a configuration: npm run cli -- config push FILE --activate",
  now: "now",
};

/** `customer_support` as it is read. @param {string} name */
export function spaced(name) {
  return name.replaceAll("_", " ");
}

/** Who somebody is in few words: a visitor of a web page has no name, and a session that nobody can read. */
export function nameOf({ name, address }) {
  if (name !== null) return name;
  const visitor = /^(?:visitor|console)-(\w{4})\w*/.exec(address);
  return visitor === null ? address : `Visitor ${visitor[1]}`;
}
