import type { MessageDetails } from "../../events/index.ts";

const mostCharacters = 600;

const authors = { customer: "their own message", agent: "our message", operator: "our colleague's message" } as const;

/**
 * What a message refers to, in lines for the agent: the quoted message, the ad, the story. The texts are quoted and on
 * one line each, so that none can imitate the service's words.
 */
export function aboutMessage({ quoted, referral, story, unread }: MessageDetails): readonly string[] {
  const said = quoted?.text;
  return [
    ...(quoted
      ? [said === undefined ? quotesUnknown : `[the customer quotes ${authorOf(quoted)}: ${fenced(said)}]`]
      : []),
    ...(referral ? [`[the customer came from an advertisement or post: ${referralText(referral)}]`] : []),
    ...(story ? [storyLines[story.kind]] : []),
    ...(unread === undefined ? [] : [`[a part of this message could not be read: ${fenced(unread)}]`]),
  ];
}

const quotesUnknown = "[the customer quotes an earlier message that is no longer known]";

const storyLines = {
  reply: "[the customer answers our Instagram story]",
  mention: "[the customer mentions us in their Instagram story]",
} as const;

/** The words of what a message refers to, for a search. */
export function wordsAbout({ quoted, referral }: MessageDetails): string {
  return [quoted?.text, referral?.headline, referral?.text]
    .flatMap((text) => (text ? [text.slice(0, mostCharacters)] : []))
    .join("\n");
}

function authorOf({ by }: NonNullable<MessageDetails["quoted"]>): string {
  return by === undefined ? "an earlier message" : authors[by];
}

function referralText({ headline, text }: NonNullable<MessageDetails["referral"]>): string {
  const parts = [headline, text].filter((part) => part !== "");
  return parts.length === 0 ? "its words are not known" : parts.map(fenced).join(", ");
}

function fenced(text: string): string {
  return JSON.stringify(text.replace(/\s+/gu, " ").slice(0, mostCharacters));
}
