/** How long a call has lasted: `0:07`, `12:40`, `1:02:09`. Pure. @param {string} from @param {number} nowMs */
export function callTime(from, nowMs) {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(from)) / 1_000));
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
