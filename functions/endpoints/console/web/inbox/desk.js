import { element } from "../elements.js";
import { actButtons, conflictBanner, isMine, refusal } from "./acts.js";
import { pastCalls } from "./calls/calls-list.js";
import { liveCall } from "./calls/live-call.js";
import { translations } from "./calls/translations.js";
import { composer } from "./composer.js";
import { openConversation } from "./conversation.js";
import { detailsView } from "./details.js";
import { outbox } from "./outbox.js";
import { threadView } from "./thread-view.js";
import { askTransfer } from "./transfer.js";
import { nameOf, words } from "./words.js";

/** The middle and right panes: the open conversation and the operator's actions. */
export function openDesk({ api, client, me, isAdmin, handoffOf, departments, onLook, onProblem, signal }) {
  let opened;
  let openId;
  let leaving = new AbortController();
  let scheduled = false;
  signal.addEventListener("abort", () => leaving.abort());

  const conflict = conflictBanner();
  const buttons = actButtons(perform);
  const details = detailsView({ onBrief: () => perform("takeover"), listCalls: (calls) => pastCalls(calls, api.call) });
  const out = outbox({
    send: api.say,
    store: sessionStorage,
    key: `agent-inbox-outbox:${client.id}`,
    onChange: soon,
    onSignedOut: onProblem,
    async onSent({ conversationId, kind }, view) {
      if (opened?.state.conversation_id !== conversationId) return;
      await opened.refresh().catch(onProblem);
      if (kind !== "whisper") opened.acted(view);
    },
    signal,
  });
  const thread = threadView({
    onEarlier: () => opened?.earlier().catch(onProblem),
    onAgain: (entry) => out.again(entry, isAdmin && entry.problem?.code === "conversation-held"),
    onDiscard: out.discard,
  });
  const writing = composer({
    loadCanned: () => api.cannedReplies(openId),
    onProblem,
    onSay({ kind, text }) {
      out.add({ conversationId: openId, kind, text, callId: call.current()?.call_id });
      thread.toEnd();
    },
  });

  const translated = translations({
    translate: (id, messageId) => api.translate(id, messageId, navigator.language),
    onChange: soon,
  });
  const call = liveCall({
    api,
    onCalls(calls) {
      if (opened === undefined) return;
      opened.calls = calls.filter(({ status }) => status === "ended");
      soon();
    },
    onLive: soon,
    onWhisper: () => writing.whisper(),
    onTranslate: translated.turn,
    onRefused: refused,
    signal,
  });

  /** Renders several simultaneous changes once. */
  function soon() {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      if (!signal.aborted) show();
    });
  }

  function show() {
    element("nothing").hidden = openId !== undefined;
    for (const id of ["thread-head", "thread-scroll"]) element(id).hidden = opened === undefined;
    if (opened === undefined) return;
    const { state, customer, followUps, briefing, calls = [] } = opened;
    const mine = isMine(state.handoff, me);
    const entries = translated.of(openId, opened.entries());
    element("thread-name").textContent = nameOf({ ...state.customer, name: customer?.name ?? state.customer.name });
    element("thread-state").textContent = statusOf(state, me);
    buttons.show(state, me);
    thread.show({ entries, unsent: out.of(openId), hasEarlier: state.cursor !== null });
    writing.hint(hintFor(state, me));
    call.mine(mine);
    writing.allowWhispers(call.current() !== undefined && !mine);
    details.show({ conversation: state, customer, followUps, calls, mine, briefing: briefing === true });
    const newest = entries.at(-1)?.at;
    if (newest !== undefined && !document.hidden) onLook(openId, newest);
  }

  function refused(error, force) {
    const rejected = refusal(error, isAdmin);
    if (rejected === undefined) onProblem(error);
    else conflict.show(rejected, force);
  }

  async function perform(action, options = {}) {
    const acted = opened;
    if (acted === undefined) return;
    conflict.hide();
    const id = acted.state.conversation_id;
    try {
      const body = action === "transfer" ? (options.body ?? (await chooseTransfer())) : undefined;
      if (action === "transfer" && body === undefined) return;
      // Prevents closing or releasing a conversation with a customer message that the operator has not read.
      const read = action === "release" || action === "resolve" ? { expected_turn_count: acted.state.turn_count } : {};
      acted.briefing = action === "takeover";
      soon();
      const force = options.force ? { force: true } : {};
      acted.acted(await api.act(action, id, { ...read, ...force, body }));
      if (action === "takeover" && acted === opened) writing.focus();
    } catch (error) {
      if (acted === opened) refused(error, () => perform(action, { ...options, force: true }));
    } finally {
      acted.briefing = false;
      soon();
    }
  }

  async function chooseTransfer() {
    const operators = await api.operators();
    const known = new Set([...departments(), ...operators.flatMap((operator) => operator.departments)]);
    return askTransfer({ operators, departments: [...known].toSorted(), me });
  }

  /** Loads data that is not needed for reading. The customer may have no record yet. */
  async function complete(conversation) {
    const { customer, conversation_id: id } = conversation.state;
    const [known, followUps] = await Promise.all([
      api.customer(customer.id).catch((error) => unless404(error)),
      api.followUps(id),
    ]);
    const due = followUps.filter(({ status }) => status === "scheduled" || status === "deferred");
    Object.assign(conversation, { customer: known, followUps: due });
    soon();
  }

  element("back").onclick = () => {
    location.hash = "";
  };
  element("details-toggle").onclick = () => {
    document.body.dataset.pane = document.body.dataset.pane === "details" ? "thread" : "details";
  };
  element("details-close").onclick = closeDetails;
  document.addEventListener("keydown", leaveByEscape, { signal });
  document.addEventListener("visibilitychange", soon, { signal });
  writing.open(undefined);
  out.resume();
  show();

  return {
    openId: () => openId,

    /** @param {string | undefined} id */
    async open(id) {
      if (id === openId && opened !== undefined) {
        document.body.dataset.pane = "thread";
        return writing.focus();
      }
      leaving.abort();
      leaving = new AbortController();
      const here = leaving.signal;
      openId = id;
      opened = undefined;
      conflict.hide();
      details.clear();
      translated.forget();
      void call.open(undefined);
      writing.open(undefined);
      document.body.dataset.pane = id === undefined ? "queue" : "thread";
      show();
      if (id === undefined) return;
      const conversation = await openConversation({
        api,
        id,
        handoff: handoffOf(id),
        onChange: soon,
        onCustomer(text) {
          element("spoken").textContent = `${words.roles.customer}: ${text}`;
        },
        onState: () => undefined,
        onProblem,
        signal: here,
      });
      if (here.aborted) return;
      opened = conversation;
      writing.open(id);
      show();
      thread.toEnd();
      if (matchMedia("(hover: hover)").matches) writing.focus();
      complete(conversation).catch(onProblem);
      void call.open(conversation.state);
    },
  };
}

function statusOf({ status, handoff }, me) {
  if (handoff?.status !== "with_operator") return words.statuses[status] ?? status;
  return words.heldBy(isMine(handoff, me) ? words.you : handoff.assigned_to);
}

function hintFor({ handoff }, me) {
  if (isMine(handoff, me)) return "";
  return handoff?.status === "with_operator" ? words.heldHint(handoff.assigned_to) : words.takesOver;
}

function closeDetails() {
  document.body.dataset.pane = "thread";
}

/** Escape closes the details first, then moves the focus back to the conversation's row in the queue. */
function leaveByEscape({ key, defaultPrevented }) {
  if (key !== "Escape" || defaultPrevented || element("transfer").open) return;
  if (document.body.dataset.pane === "details") return closeDetails();
  document.querySelector('#queue [aria-current="true"]')?.focus();
}

function unless404(error) {
  if (error.status !== 404) throw error;
  return undefined;
}
