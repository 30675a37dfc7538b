import { element } from "../elements.js";
import { words } from "./words.js";

const storeKey = "agent-inbox-alerts";

/** Alerts the operator: the unread count in the title and, if enabled, a sound and a notification. */
export function alerts() {
  const button = element("alerts");
  let on = localStorage.getItem(storeKey) === "on";
  let audio;
  show();

  button.onclick = async () => {
    on = !on;
    localStorage.setItem(storeKey, on ? "on" : "off");
    show();
    if (!on) return;
    // Browsers allow sound only after a user action, such as this click.
    audio ??= new AudioContext();
    beep();
    if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
  };

  function show() {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? words.alertsOn : words.alertsOff;
  }

  function beep() {
    if (audio?.state !== "running") return;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.15, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.35);
  }

  return {
    /** @param {number} unread @param {string} client */
    count(unread, client) {
      document.title = `${unread === 0 ? "" : `(${unread}) `}${words.title} · ${client}`;
    },

    /** Screen readers announce the text in any case. @param {string} text @param {() => void} onOpen */
    tell(text, onOpen) {
      element("spoken").textContent = text;
      if (!on) return;
      beep();
      // The notification leaves out the customer's text, because locked screens show notifications.
      if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
      const notification = new Notification(text, { tag: text, icon: "/console/icon.svg" });
      notification.onclick = () => {
        window.focus();
        onOpen();
        notification.close();
      };
    },
  };
}
