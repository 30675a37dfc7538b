import { element, make } from "../elements.js";
import { clock } from "./times.js";
import { spaced, words } from "./words.js";

const pane = element("known");

/**
 * The right pane: the reason for the handoff, the briefing and the customer's data.
 * @param {{ onBrief: () => void, listCalls: (calls: object[]) => HTMLElement }} options
 */
export function detailsView({ onBrief, listCalls }) {
  let shown = "";
  return {
    /** @param {{ conversation: object, customer?: object, followUps?: object[], calls: object[], mine: boolean, briefing: boolean }} state */
    show(state) {
      const { timeline: _, ...conversation } = state.conversation;
      const signature = JSON.stringify({ ...state, conversation });
      if (signature === shown) return;
      shown = signature;
      pane.replaceChildren(...sections({ ...state, onBrief, listCalls }));
    },
    clear() {
      shown = "";
      pane.replaceChildren();
    },
  };
}

function sections({ conversation, customer, followUps, calls, mine, briefing, onBrief, listCalls }) {
  const { escalation, handoff, summary, context } = conversation;
  return [
    section(words.briefing, ...briefingParts({ conversation, mine, briefing, onBrief })),
    ...(escalation === null
      ? []
      : [
          section(
            words.why,
            make("p", {}, spaced(escalation.reason)),
            make(
              "p",
              { class: "quiet" },
              [handoff?.department, escalation.priority].filter(Boolean).map(spaced).join(" · "),
            ),
          ),
        ]),
    ...awayParts(handoff),
    ...(summary === "" ? [] : [section(words.summary, make("p", { dir: "auto" }, summary))]),
    section(words.customer, facts(customerFacts(conversation, customer))),
    ...(Object.keys(context).length === 0 ? [] : [section(words.context, facts(Object.entries(context)))]),
    ...(calls.length === 0 ? [] : [section(words.call.past, listCalls(calls))]),
    ...(followUps === undefined || followUps.length === 0 ? [] : [section(words.followUps, followUpList(followUps))]),
  ];
}

function briefingParts({ conversation, mine, briefing, onBrief }) {
  if (briefing) return [make("p", { class: "quiet" }, words.briefingWait)];
  if (conversation.briefing !== undefined)
    return [make("p", { class: "briefing", dir: "auto" }, conversation.briefing.summary || words.nothingYet)];
  if (!mine) return [make("p", { class: "quiet" }, words.noBriefing)];
  const button = make("button", { type: "button", class: "small" }, words.briefAgain);
  button.onclick = onBrief;
  return [button];
}

/** The actions taken because no operator was available. */
function awayParts(handoff) {
  if (!handoff?.unavailable) return [];
  const { tickets, callback_at: callback } = handoff.unavailable;
  const rows = tickets.map(({ ticket_id: id, external_id: external }) => [words.ticket, external ?? id]);
  if (callback !== null) rows.push([words.callback, clock(callback)]);
  return rows.length === 0 ? [] : [section(words.acts.unavailable(), facts(rows))];
}

function customerFacts({ customer, channel, created_at, briefing }, known) {
  const fields = Object.entries(known?.fields ?? {}).map(([name, { value }]) => [spaced(name), value]);
  const name = known?.name ?? customer.name;
  const language = briefing?.customer.language;
  return [
    ...(name === null ? [] : [[words.name, name]]),
    [
      words.channels[channel] ?? channel,
      customer.address_proven === false ? words.claimed(customer.address) : customer.address,
    ],
    ...(language === undefined ? [] : [[words.language, language]]),
    ...fields,
    [words.since, clock(created_at)],
  ];
}

function followUpList(followUps) {
  const item = ({ due_at, text, kind }) =>
    make("li", {}, make("b", {}, clock(due_at)), " ", make("span", { dir: "auto" }, text || spaced(kind)));
  return make("ul", {}, ...followUps.map(item));
}

function section(title, ...parts) {
  return make("section", {}, make("h3", {}, title), ...parts);
}

function facts(rows) {
  return make(
    "dl",
    {},
    ...rows.flatMap(([name, value]) => [make("dt", {}, spaced(name)), make("dd", { dir: "auto" }, value)]),
  );
}
