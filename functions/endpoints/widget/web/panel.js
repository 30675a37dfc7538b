import { composer, iconButton } from "./composer.js";
import { icon, icons, make } from "./dom.js";
import { messageList } from "./messages.js";

/** The visible parts: the launcher button, the invitation and the chat. */
export function panel({ root, words, offer, direction, position, onOpen, onSay, onAgain, onCall, upload }) {
  const { agent_name: agentName, client_name: clientName } = offer;
  const greeting = offer.proactive?.message ?? words.greeting(agentName, clientName);
  let isOpen = false;
  let isCalling = false;
  let unread = 0;
  let state = { thread: [], status: "active", isWhole: true };
  let announced;

  const badge = make("span", { className: "badge", hidden: true });
  const launcher = make("button", { type: "button", className: "launcher", "aria-expanded": "false", onclick: toggle });
  const status = make("p", {}, words.active);
  const header = make(
    "header",
    {},
    make("span", { className: "avatar", "aria-hidden": "true" }, [...agentName][0] ?? ""),
    make("div", {}, make("h2", {}, make("bdi", {}, agentName)), status),
    ...(offer.calls ? [callButton()] : []),
    iconButton(words.close, icons.close, close),
  );
  const notice = make("p", { className: "notice", role: "status", hidden: true });
  const spoken = make("p", { className: "hidden", role: "status", "aria-live": "polite" });
  const messages = messageList({ words, agentName, onPick, onAgain });
  const writing = composer({ words, onSay, upload, tell });
  const label = words.open(`${agentName}, ${clientName}`);
  const dialog = make("section", { className: "panel", role: "dialog", "aria-label": label, hidden: true });
  dialog.append(header, messages.list, notice, writing.form);
  const frame = make(
    "div",
    { className: `frame ${position === "left" ? "left" : "right"}`, dir: direction },
    dialog,
    launcher,
    spoken,
  );
  root.append(frame);
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    close();
  });
  drawLauncher();

  function callButton() {
    const button = iconButton(words.call(agentName), icons.phone, () => onCall());
    button.classList.add("call-button");
    return button;
  }

  function toggle() {
    if (isOpen) close();
    else open();
  }

  function open() {
    isOpen = true;
    unread = 0;
    hideInvitation();
    dialog.hidden = false;
    frame.classList.add("open");
    drawLauncher();
    draw();
    messages.list.scrollTop = messages.list.scrollHeight;
    writing.field.focus();
    onOpen();
  }

  function close() {
    isOpen = false;
    dialog.hidden = true;
    frame.classList.remove("open");
    drawLauncher();
    launcher.focus();
  }

  function onPick({ id, label }) {
    onSay({ text: label, choiceId: id });
    writing.field.focus();
  }

  let problem = "";
  /** Shows a problem; "" removes it. */
  function tell(text) {
    problem = text;
    drawNotice();
  }

  function drawNotice() {
    notice.textContent = problem || (state.offline ? words.offline : "");
    notice.hidden = notice.textContent === "";
  }

  function drawLauncher() {
    const closedIcon = isCalling ? icons.phone : icons.chat;
    const closedLabel = isCalling ? words.inCall(agentName) : label;
    launcher.replaceChildren(icon(isOpen ? icons.close : closedIcon), badge);
    launcher.classList.toggle("calling", isCalling && !isOpen);
    launcher.setAttribute("aria-expanded", String(isOpen));
    launcher.setAttribute(
      "aria-label",
      isOpen ? words.close : unread > 0 ? `${closedLabel}, ${words.unread(unread)}` : closedLabel,
    );
    badge.hidden = unread === 0;
    badge.textContent = String(unread);
  }

  function draw() {
    status.textContent = state.status === "escalated" ? words.escalated : words.active;
    messages.draw(state, state.isWhole ? greeting : undefined);
  }

  /** Announces each new answer to screen readers once, and counts it while the chat is closed. */
  function announce(before) {
    const newest = state.thread.at(-1);
    if (!newest || newest.role === "customer" || newest.message_id === announced) return;
    const isNew = before.ready && !before.thread.some(({ message_id }) => message_id === newest.message_id);
    announced = newest.message_id;
    if (!isNew) return;
    spoken.textContent = `${newest.role === "operator" ? words.colleague : agentName}: ${newest.text}`;
    if (isOpen) return;
    unread += 1;
    drawLauncher();
  }

  let invitation;
  function hideInvitation() {
    invitation?.remove();
    invitation = undefined;
  }

  return {
    open,
    isOpen: () => isOpen,
    update(next) {
      const before = state;
      state = next;
      drawNotice();
      announce(before);
      if (isOpen) draw();
    },
    invite() {
      if (isOpen || invitation) return;
      const text = make("button", { type: "button", className: "say", dir: "auto", onclick: open }, greeting);
      invitation = make("div", { className: "invitation" }, text, iconButton(words.close, icons.close, hideInvitation));
      frame.insertBefore(invitation, launcher);
      spoken.textContent = `${agentName}: ${greeting}`;
    },
    tell,
    /** Adds styles once. @param {CSSStyleSheet} sheet */
    style(sheet) {
      if (!frame.dataset.styled) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      frame.dataset.styled = "true";
    },
    /** Shows a call in place of the messages; without one, the messages again. What is written goes to its `say`. */
    showCall(call) {
      isCalling = call !== undefined;
      dialog.querySelector(".call")?.remove();
      frame.classList.toggle("in-call", isCalling);
      messages.list.hidden = isCalling;
      if (call) dialog.insertBefore(call.element, notice);
      writing.divert(call?.say, call?.placeholder);
      drawLauncher();
    },
    /** The call is over and still shown. Whoever writes is back in the chat. */
    callOver(onLeave) {
      isCalling = false;
      drawLauncher();
      writing.divert((message) => {
        onLeave();
        onSay(message);
      });
    },
  };
}
