import { noticeOf, statusOf } from "./call-status.js";
import { iconButton } from "./composer.js";
import { icon, icons, make } from "./dom.js";

/** The visible call: state, time, captions and buttons, in place of the chat's messages. */
export function callView({ words, agentName, call, onClose }) {
  const status = make("p", { className: "call-status", role: "status" });
  const time = make("time", { className: "call-time", "aria-hidden": "true" });
  const orb = make("span", { className: "orb", "aria-hidden": "true" }, [...agentName][0] ?? "");
  const captions = make("ol", { className: "messages captions", tabIndex: 0, role: "log", "aria-live": "polite" });
  captions.setAttribute("aria-label", words.captions);
  const notice = make("p", { className: "notice", role: "status", hidden: true });
  const mute = iconButton(words.mute, icons.microphone, () => call().mute());
  const sound = make(
    "button",
    { type: "button", className: "wake", hidden: true, onclick: () => call().wake() },
    words.wake,
  );
  const settings = iconButton(words.devices, icons.settings, () => void showDevices());
  const hangUp = iconButton(words.hangUp, icons.hangUp, () => call().hangUp());
  const back = make("button", { type: "button", className: "back", hidden: true, onclick: onClose }, words.back);
  const devices = make("div", { className: "devices", hidden: true });
  hangUp.classList.add("hang-up");
  const buttons = make(
    "div",
    { className: "call-buttons", role: "group", "aria-label": words.controls },
    mute,
    settings,
    hangUp,
  );
  const head = make("div", { className: "call-head" }, orb, make("div", {}, status, time), sound);
  const element = make("div", { className: "call" }, head, captions, devices, notice, buttons, back);
  const lines = [];
  let state;
  let drawnMuted = false;
  const ticking = setInterval(drawTime, 1_000);

  async function showDevices() {
    devices.hidden = !devices.hidden;
    settings.setAttribute("aria-expanded", String(!devices.hidden));
    if (devices.hidden) return;
    const { microphones, speakers } = await call().devices();
    devices.replaceChildren(
      ...choice(words.microphone, state.hears ? microphones : [], (id) => call().listen(id)),
      ...choice(words.speaker, speakers, (id) => call().speakBy(id)),
    );
    if (devices.childElementCount === 0) devices.append(words.noDevices);
    devices.querySelector("select")?.focus();
  }

  function choice(label, found, onPick) {
    if (found.length === 0) return [];
    const options = found.map(({ deviceId, label: name }, index) =>
      make("option", { value: deviceId }, name || `${label} ${index + 1}`),
    );
    const select = make("select", { onchange: () => void onPick(select.value) }, ...options);
    return [make("label", {}, label, select)];
  }

  function draw(next) {
    state = next;
    const isOver = state.phase === "ended";
    element.dataset.phase = state.phase;
    element.dataset.agent = isOver ? "" : state.agent;
    setText(status, statusOf(state, words, agentName));
    mute.hidden = !state.hears;
    mute.classList.toggle("muted", state.muted);
    if (state.muted !== drawnMuted) drawMute();
    sound.hidden = !state.silent || isOver;
    buttons.hidden = isOver;
    back.hidden = !isOver;
    if (isOver) {
      devices.hidden = true;
      clearInterval(ticking);
    }
    setText(notice, isOver ? "" : (noticeOf(state, words) ?? ""));
    notice.hidden = notice.textContent === "";
    drawCaptions();
    drawTime();
  }

  function drawMute() {
    drawnMuted = state.muted;
    mute.replaceChildren(icon(drawnMuted ? icons.microphoneOff : icons.microphone));
    setLabel(mute, drawnMuted ? words.unmute : words.mute);
  }

  /** Only lines that changed are written, so that screen readers announce each once. */
  function drawCaptions() {
    for (const [index, { by, text, open }] of state.captions.entries()) {
      lines[index] ??= captions.appendChild(make("li", {}, make("div", { className: "bubble", dir: "auto" })));
      const line = lines[index];
      line.className = `message ${by}${open ? " waiting" : ""}`;
      setText(line.firstChild, text);
    }
    while (lines.length > state.captions.length) lines.pop().remove();
    captions.scrollTop = captions.scrollHeight;
  }

  function drawTime() {
    if (state?.startedAt === undefined) return;
    const seconds = Math.floor(((state.endedAt ?? Date.now()) - state.startedAt) / 1000);
    const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    setText(time, shown);
  }

  return { element, draw, focus: () => hangUp.focus(), close: () => clearInterval(ticking) };
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setLabel(button, label) {
  button.setAttribute("aria-label", label);
  button.title = label;
}
