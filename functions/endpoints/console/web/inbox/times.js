import { words } from "./words.js";

/** The elapsed time in short form: `now`, `42 s`, `7 min`, `3 h 05`, `2 d`. */
export function elapsed(from, nowMs) {
  const seconds = Math.floor((nowMs - Date.parse(from)) / 1000);
  if (seconds < 1) return words.now;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
  return `${Math.floor(hours / 24)} d`;
}

/** The time of day for today, the date and time for another day. @param {string} at */
export function clock(at) {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  return when.toLocaleString([], today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}
