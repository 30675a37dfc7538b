/** `check_appointment_availability` → `Check appointment availability`. */
export function titleOf(name: string): string {
  const words = name.replace(/[_.-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
