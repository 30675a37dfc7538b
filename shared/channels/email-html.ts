const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** Paragraphs, line breaks and links of a plain text; everything in it is escaped, so nothing in it is markup. */
export function htmlOf(text: string): string {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(linked).join("<br>\n")}</p>`);
  return `<div dir="auto">\n${paragraphs.join("\n")}\n</div>`;
}

function linked(line: string): string {
  const links = [...line.matchAll(link)];
  const ends = [0, ...links.map(({ index, 0: url }) => index + url.length)];
  const between = [...links.map(({ index }) => index), line.length];
  return between
    .map((start, at) => {
      const url = links[at]?.[0];
      const anchor = url === undefined ? "" : `<a href="${escaped(url)}">${escaped(url)}</a>`;
      return escaped(line.slice(ends[at], start)) + anchor;
    })
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
