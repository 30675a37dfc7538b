/** The inbox's dynamic texts; static texts are in its page. English only, because operators of all tenants share it. */
export const words = {
  title: "Inbox",
  connection: {
    connecting: "Connecting…",
    live: "Live",
    reconnecting: "Reconnecting…",
    offline: "Offline: messages will be sent later",
  },

  presence: { online: "Online", away: "Away", offline: "Offline" },
  departmentsOf: (names) => (names.length === 0 ? "All departments" : names.map(spaced).join(", ")),

  filters: { open: "All open", waiting: "Waiting", mine: "Mine" },
  nobody: {
    open: "No open conversations.",
    waiting: "No conversations are waiting.",
    mine: "You have no conversations. Take one over.",
  },
  unread: "unread",
  you: "you",
  assignedToYou: "Assigned to you",
  assignedTo: (name) => `Assigned to ${name}`,
  heldBy: (name) => `With ${operatorName(name)}`,
  nobodyAsked: "Unassigned",

  channels: {
    web_chat: "Web chat",
    whatsapp: "WhatsApp",
    sms: "SMS",
    instagram: "Instagram",
    email: "Email",
    voice: "Phone",
    web_voice: "Web call",
  },
  priorities: { urgent: "Urgent", high: "High", medium: "Medium", low: "Low" },
  statuses: { active: "With the agent", escalated: "Waiting for a person", resolved: "Closed" },

  roles: { customer: "Customer", agent: "Agent", operator: "Operator" },
  privateNote: (name) => `Private note · ${name}`,
  whispered: (name) => `Whispered to the agent · ${name}`,
  attachment: "Attachment",
  transcript: "transcript of a voice note",
  unheard: {
    "too-long": "voice note too long to listen to",
    "unknown-format": "voice note in an unknown format",
    unavailable: "voice note could not be listened to",
    "not-understood": "voice note not understood",
  },
  wholeMail: "Show whole mail",
  answersTo: (text) => `answers ${text ?? "an earlier message that is no longer known"}`,
  cameFrom: (ad) => `came from an advertisement or post: ${ad}`,
  story: { reply: "answers our story", mention: "mentions us in a story" },
  unreadPart: (kind) => `a part could not be read: ${kind}`,
  earlierWording: (text) => `changed from ${text}`,
  deleted: "deleted by the customer",
  unknown: "unknown",
  claimed: (address) => `${address} (not proven)`,
  unanswered: {
    reaction: "reaction, not answered",
    "short-code": "from a short code, not answered",
    "named-sender": "from a sender without a number, not answered",
    "verification-code": "a machine's code, not answered",
    repeated: "the same text again, not answered",
    bounce: "an undeliverable mail, not answered",
    "mailing-list": "from a mailing list, not answered",
    "automatic-reply": "an automatic reply, not answered",
    automatic: "an automatic mail, not answered",
    acknowledgement: "an acknowledgement, not answered",
    "no-reply": "from an address that nobody reads, not answered",
    forged: "not proven to be from its sender, not answered",
    "from-ourselves": "from an address of ours, not answered",
  },
  delivery: {
    queued: "sending",
    sent: "sent",
    delivered: "delivered",
    read: "read",
    failed: "not delivered",
  },
  acts: {
    requested: () => "A person was requested",
    assigned: ({ assigned_to: to }) => `Assigned to ${to ?? "an operator"}`,
    unavailable: () => "No operator was available",
    listen: ({ operator }) => `${operator} listened to the call`,
    takeover: ({ operator }) => `${operatorName(operator)} took over`,
    transfer: ({ operator, assigned_to: to, department }) =>
      `${operator} transferred the conversation to ${to ?? spaced(department ?? "the queue")}`,
    release: ({ operator }) => `${operatorName(operator)} returned the conversation to the agent`,
    resolve: ({ operator }) => `${operator} closed the conversation`,
  },

  call: {
    live: "Live",
    acts: {
      listen: "Listen",
      speak: "Take over and speak",
      whisper: "Whisper",
      mute: "Mute",
      leave: "Leave",
      end: "Hang up",
    },
    unmute: "Unmute",
    joining: "Joining…",
    listening: "You listen. Nobody notices.",
    speaking: "You speak. The agent is silent.",
    muted: "Your microphone is off.",
    reconnecting: "The connection is lost. Reconnecting…",
    unreachable: "The call's server does not respond. Try again.",
    noMicrophone: "The browser gives no microphone to this page. Allow it, then try again.",
    withoutRoom: "This call has no room: read it, whisper, or take over and type. The agent's voice says it.",
    past: "Calls",
    play: "Play",
    notRecorded: "not recorded",
    notLoaded: "not loaded, try again later",
    withheld: "number withheld",
    directions: { inbound: "Incoming", outbound: "Outgoing", web: "From the page" },
    outcomes: {
      completed: "completed",
      transferred: "transferred",
      voicemail: "voicemail",
      "no-answer": "no answer",
      busy: "busy",
      declined: "declined",
      abandoned: "abandoned",
      refused: "refused",
      failed: "failed",
    },
  },

  takeOver: "Take over",
  release: "Return to agent",
  resolve: "Close",
  transfer: "Transfer",
  anyOperator: "Any operator",
  nameSomebody: "Select an operator or enter a department.",

  replyHint: "Write to the customer",
  noteHint: "Only operators can read this",
  whisperHint: "Tell the agent what to do in its next answer",
  whisper: "Whisper",
  send: "Send",
  save: "Save note",
  noCanned: "No matching saved replies.",
  takesOver: "Your first reply takes over the conversation.",
  heldHint: (name) =>
    isInApp(name)
      ? "A colleague answers in the app. Your first reply takes over the conversation."
      : `${name} has this conversation. Leave a note, or ask for a transfer.`,
  unsent: {
    sending: "Sending…",
    waiting: "Waiting for the network",
    failed: "Not sent",
  },
  again: "Try again",
  discard: "Discard",

  heldAdmin: "Another operator has this conversation. As an admin, you can take it anyway.",
  held: "Another operator has this conversation. Ask them or an admin to transfer it.",
  movedOn: "The customer has sent a new message. Read it, then try again.",

  briefing: "Briefing",
  briefAgain: "Brief me",
  briefingWait: "Writing the briefing…",
  nothingYet: "No messages yet.",
  noBriefing: "Take over to get a briefing.",
  summary: "Summary",
  why: "Reason for handoff",
  customer: "Customer",
  name: "Name",
  language: "Language",
  since: "Since",
  context: "Known facts",
  followUps: "Scheduled follow-ups",
  callback: "Callback",
  ticket: "Ticket",

  alertsOn: "Alerts are on",
  alertsOff: "Alerts are off",
  newHandoff: (name) => `${name} is waiting for a person`,
  wrote: (name) => `${name} wrote`,

  notAToken: "This is not a valid token of this product.",
  noClients: "There is no client yet. Push a configuration: npm run cli -- config push FILE --activate",
  now: "now",
};

/** An operator's name. The channel's own app does not tell which colleague wrote. @param {string} id */
export function operatorName(id) {
  return isInApp(id) ? "a colleague in the app" : id;
}

function isInApp(id) {
  return id.startsWith("app:");
}

/** Replaces underscores with spaces: `customer_support` → `customer support`. @param {string} name */
export function spaced(name) {
  return name.replaceAll("_", " ");
}

/** A short name for a customer. A web visitor has no name, and the session id is unreadable. */
export function nameOf({ name, address }) {
  if (name !== null) return name;
  const visitor = /^(?:visitor|console)-(\w{4})\w*/.exec(address);
  return visitor === null ? address : `Visitor ${visitor[1]}`;
}
