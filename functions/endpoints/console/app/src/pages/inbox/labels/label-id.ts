/** A new label's id and colour, both from its title. Pure. */

const colours = ["#2563eb", "#7c3aed", "#c026d3", "#dc2626", "#d97706", "#16a34a", "#0891b2", "#4b5563"] as const;
const longest = 40;

/** Letters, digits and dashes. A title in another script gets an id of the numbers of its letters. */
export function labelIdOf(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const id = plain === "" ? `l${[...title].map((letter) => letter.codePointAt(0)?.toString(36)).join("-")}` : plain;
  return id.slice(0, longest).replace(/-+$/, "");
}

export function colourOf(id: string): string {
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return colours[sum % colours.length] ?? colours[0];
}
