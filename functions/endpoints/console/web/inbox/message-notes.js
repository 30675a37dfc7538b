import { make } from "../elements.js";
import { words } from "./words.js";

/**
 * Lines above a customer's message: what it refers to, its earlier wordings, and whether it was deleted. Texts of others are
 * quoted, so that none passes for the page's own words.
 */
export function messageNotes({ details, earlier = [], deleted_at: deletedAt }) {
  const lines = [
    ...(details === undefined ? [] : linesAbout(details)),
    ...earlier.map((text) => words.earlierWording(quoted(text))),
    ...(deletedAt === undefined ? [] : [words.deleted]),
  ];
  return lines.map((line) => make("div", { class: "meta", dir: "auto" }, line));
}

function linesAbout({ quoted: earlier, referral, story, unread }) {
  return [
    ...(earlier === undefined ? [] : [words.answersTo(earlier.text === undefined ? null : quoted(earlier.text))]),
    ...(referral === undefined ? [] : [words.cameFrom(referralText(referral))]),
    ...(story === undefined ? [] : [words.story[story.kind] ?? story.kind]),
    ...(unread === undefined ? [] : [words.unreadPart(unread)]),
  ];
}

function referralText({ headline, text, source_id: id }) {
  const said = [headline, text].filter((part) => part !== "").map(quoted);
  return said.length === 0 ? (id ?? words.unknown) : said.join(", ");
}

function quoted(text) {
  return `“${text.length > 200 ? `${text.slice(0, 200)}…` : text}”`;
}
