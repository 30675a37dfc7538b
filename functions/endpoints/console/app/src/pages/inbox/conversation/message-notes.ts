import { m } from "#messages";
import { listText } from "../../../components/region.ts";
import type { Message } from "../item.ts";

const mostQuoted = 200;

/**
 * Lines above a customer's message: what it refers to, its earlier wordings, and whether it was deleted. Texts of others
 * are quoted, so that none passes for the page's own words.
 */
export function messageNotes({ details, earlier = [], deleted_at: deletedAt }: Message): readonly string[] {
  return [
    ...(details === undefined ? [] : linesAbout(details)),
    ...earlier.map((text) => m.inbox_earlier_wording({ text: quoted(text) })),
    ...(deletedAt === undefined ? [] : [m.inbox_deleted()]),
  ];
}

type Details = NonNullable<Message["details"]>;

function linesAbout({ quoted: earlier, referral, story, unread }: Details): readonly string[] {
  return [
    ...(earlier === undefined
      ? []
      : [earlier.text === undefined ? m.inbox_answers_unknown() : m.inbox_answers({ text: quoted(earlier.text) })]),
    ...(referral === undefined ? [] : [m.inbox_came_from({ text: referralText(referral) })]),
    ...(story === undefined ? [] : [story.kind === "reply" ? m.inbox_story_reply() : m.inbox_story_mention()]),
    ...(unread === undefined ? [] : [m.inbox_unread_part({ kind: unread })]),
  ];
}

function referralText({ headline, text, source_id: id }: NonNullable<Details["referral"]>): string {
  const said = [headline, text].filter((part) => part !== "").map(quoted);
  return said.length === 0 ? (id ?? m.inbox_unknown()) : listText(said);
}

function quoted(text: string): string {
  return `“${text.length > mostQuoted ? `${text.slice(0, mostQuoted)}…` : text}”`;
}
