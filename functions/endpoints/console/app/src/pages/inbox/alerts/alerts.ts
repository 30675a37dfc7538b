import { createStore } from "../store.ts";

const storageKey = "console-inbox-alerts";

/** Whether this browser tells of new requests by a sound and a notification. Off until the person wants it. */
export const alertsOn = createStore(localStorage.getItem(storageKey) === "on");

let audio: AudioContext | undefined;

/** Browsers allow sound and ask about notifications only after a click, such as the one on this switch. */
export async function switchAlerts(): Promise<void> {
  alertsOn.set((before) => !before);
  const isOn = alertsOn.get();
  localStorage.setItem(storageKey, isOn ? "on" : "off");
  if (!isOn) return;
  audio ??= new AudioContext();
  await audio.resume();
  beep();
  if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
}

/** Tells of something, if the person wants that. Without the customer's words: locked screens show notifications. */
export function tell(text: string, onOpen: () => void): void {
  if (!alertsOn.get()) return;
  beep();
  if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
  const notification = new Notification(text, { tag: text, icon: "/console/icon.svg" });
  notification.onclick = () => {
    window.focus();
    onOpen();
    notification.close();
  };
}

function beep(): void {
  if (audio?.state !== "running") return;
  const lengthSeconds = 0.35;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + lengthSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + lengthSeconds);
}
